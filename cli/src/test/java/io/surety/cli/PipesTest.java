package io.surety.cli;

import static io.surety.cli.Platform.surety;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, joined by a shell. */
@ExtendWith(Platform.Lifetime.class)
class PipesTest {
  @TempDir Path directory;

  @Test
  void takesAPayloadFromOnePipeAndGivesIdsToAnother() throws Exception {
    String orders = Platform.destination("billing");

    SuretyProcess.Result run =
        bash(
            "printf 'a\\0b' | surety prepare " + orders + " --body - -o id | xargs surety confirm");

    assertThat(run.is(0).out()).contains("DELIVERING", orders);
  }

  @Test
  void endsQuietlyWhenItsReaderHasHadEnough() throws Exception {
    SuretyProcess.Result run =
        bash("surety stats --watch --interval 10ms -o jsonl | head -n 2; echo ${PIPESTATUS[0]}");

    assertThat(run.is(0).out().lines()).hasSize(3).last().isEqualTo("0");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void writesDataOnlyToStdoutWithoutColours() throws Exception {
    String orders = Platform.destination();
    String id = surety("prepare", orders, "--body", "x", "--key", "é", "-o", "id").out().strip();

    SuretyProcess.Result list =
        bash("LC_ALL=C TERM=xterm surety list --limit 1 --destination " + orders).is(0);
    SuretyProcess.Result none = bash("surety inspect nobody -o json").is(3);

    assertThat(list.out()).contains(id, "é").doesNotContain("\u001b");
    assertThat(none.out()).isEmpty();
    assertThat(none.err()).startsWith("message-not-found: ");
  }

  @Test
  void saysThatTheJobGoesOnWhenItIsInterrupted() throws Exception {
    String orders = Platform.destination("billing");
    String cause = "f" + System.nanoTime();
    Platform.dead(orders, "billing", cause);
    // A build in the background of a shell has SIGINT ignored, and its children would, too.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.addAll(
        SuretyProcess.java(
            "redrive",
            "--fingerprint",
            cause,
            "--yes",
            "--watch",
            "--url",
            Platform.url().toString()));
    Path err = directory.resolve("err");
    Process watching =
        new ProcessBuilder(command)
            .redirectOutput(directory.resolve("out").toFile())
            .redirectError(err.toFile())
            .start();
    Awaitility.await().until(() -> Files.readString(err).contains("RUNNING: 0 of 1 done"));

    new ProcessBuilder("kill", "-INT", String.valueOf(watching.pid())).start().waitFor();

    assertThat(watching.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(watching.exitValue()).isEqualTo(130);
    assertThat(Files.readString(err)).contains("Detached; the job goes on.", "--watch");
    assertThat(surety("redrives").is(0).out()).contains("fingerprint=" + cause, "RUNNING");
  }

  @Test
  void completesCommandsAndOptionsInBash() throws Exception {
    SuretyProcess.Result run =
        bash(
            "surety completion bash > "
                + directory.resolve("c")
                + " && source "
                + directory.resolve("c")
                + " && complete -p surety && COMP_WORDS=(surety re) COMP_CWORD=1 COMP_LINE='surety"
                + " re' COMP_POINT=9 && _complete_surety; echo ${COMPREPLY[@]};"
                + " COMP_WORDS=(surety list --dest) COMP_CWORD=2 COMP_LINE='surety list --dest'"
                + " COMP_POINT=18; _complete_surety; echo ${COMPREPLY[@]}");

    assertThat(run.is(0).out())
        .contains("_complete_surety", "resolve redrive redrives", "--destination");
    assertThat(Run.surety("completion", "zsh").is(0).out()).startsWith("autoload -Uz compinit");
    assertThat(Run.surety("completion", "fish").code()).isEqualTo(2);
  }

  @Test
  void readsTheServerAndItsTokenFromTheEnvironment() throws Exception {
    Path token = Files.writeString(directory.resolve("token"), "surety_ann_secret\n");

    SuretyProcess.Result here =
        SuretyProcess.of("nodes", "-o", "id").with("SURETY_URL", Platform.url().toString()).run();
    SuretyProcess.Result clear =
        SuretyProcess.of("nodes", "--url", "http://localhost.invalid:1", "--token-file", token + "")
            .run();

    assertThat(here.is(0).out()).contains(":");
    assertThat(clear.is(1).err())
        .contains("Warning: the token goes to", "in clear; use https")
        .doesNotContain("surety_ann_secret");
  }

  private static SuretyProcess.Result bash(String line) throws Exception {
    return SuretyProcess.bash("set -o pipefail; " + line)
        .with("SURETY_URL", Platform.url().toString())
        .run();
  }
}
