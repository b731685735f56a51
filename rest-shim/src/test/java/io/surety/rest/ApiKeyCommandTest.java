package io.surety.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeyCommandTest {
  @TempDir Path dir;

  private record Run(int code, String out, String err) {}

  private static Run apiKey(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] all = new String[args.length + 1];
    all[0] = "api-key";
    System.arraycopy(args, 0, all, 1, args.length);
    int code =
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(all);
    return new Run(code, out.toString(), err.toString());
  }

  @Test
  void printsTheKeyAloneOnStdout() {
    Run run = apiKey("ann", "OPERATOR");

    assertThat(run.code()).isZero();
    assertThat(run.out()).matches("surety_ann_[A-Za-z0-9_-]{43}\\R");
    assertThat(run.err()).contains("\nann operator hmac-sha256:").doesNotContain(run.out().trim());
  }

  @Test
  void addsTheLineToTheFile() throws Exception {
    Path file = dir.resolve("keys");

    Run ann = apiKey("ann", "admin", "--file", file.toString());
    Files.writeString(file, Files.readString(file).stripTrailing());
    Run shop =
        apiKey(
            "shop",
            "application",
            "--producers",
            "shop,till",
            "--groups",
            "billing",
            "--expires",
            "2030-01-31",
            "--file",
            file.toString());

    assertThat(ann.code()).as(ann.err()).isZero();
    assertThat(shop.code()).as(shop.err()).isZero();
    assertThat(Files.readAllLines(file)).hasSize(2);
    assertThat(Files.readAllLines(file).get(1))
        .startsWith("shop application hmac-sha256:")
        .endsWith(" producers=shop,till groups=billing expires=2030-01-31");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void refusesWhatServersWouldNotRead() throws Exception {
    Path file = dir.resolve("keys");

    assertThat(apiKey("a_b", "admin", "--file", file.toString()).err())
        .contains("'a_b' is no name");
    assertThat(apiKey("ann", "root", "--file", file.toString()).code()).isEqualTo(2);
    assertThat(apiKey("shop", "application", "--file", file.toString()).err())
        .contains("without producers= and groups=");
    assertThat(apiKey("ann", "viewer", "--groups", "billing").code()).isEqualTo(2);
    assertThat(file).doesNotExist();
  }

  @Test
  void saysThatTheFileCannotBeWritten() {
    Run run = apiKey("ann", "admin", "--file", dir.resolve("none/keys").toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("none/keys cannot be written").doesNotContain("\tat ");
    assertThat(run.out()).as("a key that no server would know").isEmpty();
  }
}
