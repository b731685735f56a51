package io.surety.cli;

import static io.surety.cli.Platform.consumed;
import static io.surety.cli.Platform.report;
import static io.surety.cli.Platform.surety;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One message, from its first command to its end. */
@ExtendWith(Platform.Lifetime.class)
class MessageCommandsTest {
  @TempDir Path directory;

  @Test
  void preparesConfirmsAndWaitsUntilItIsConsumed() {
    String orders = Platform.destination("billing");
    String id = surety("prepare", orders, "--key", "42", "--body", "x", "-o", "id").is(0).out();
    id = id.strip();
    assertThat(surety("inspect", id, "-o", "json").is(0).json().path("status").asText())
        .isEqualTo("PREPARED");

    String confirmed = id;
    CompletableFuture<Run> waiting =
        CompletableFuture.supplyAsync(
            () -> surety("confirm", confirmed, "--wait", "completed", "-o", "json"));
    Awaitility.await()
        .until(
            () -> surety("inspect", confirmed, "-o", "json").json().path("status").asText(),
            "DELIVERING"::equals);
    assertThat(waiting).isNotDone();
    consumed(id, "billing", 1);

    Run done = waiting.join().is(0);
    assertThat(done.json().at("/items/0/status").asText()).isEqualTo("COMPLETED");
    assertThat(surety("confirm", id).is(0).out()).contains("ID", id, "COMPLETED");
  }

  @Test
  void waitsForOneGroupOrSaysThatItCameToAnotherEnd() {
    String orders = Platform.destination("billing", "mail");
    String id = surety("send", orders, "--body", "x", "-o", "id").is(0).out().strip();
    consumed(id, "billing", 1);

    Run one = surety("confirm", id, "--wait", "consumed");
    Run mine = surety("confirm", id, "--wait", "consumed", "--group", "billing");
    Run late = surety("confirm", id, "--wait", "consumed", "--group", "mail", "--timeout", "100ms");
    report(id, "mail", 1, "rejected", "");
    Run dead = surety("confirm", id, "--wait", "completed");

    one.is(0);
    mine.is(0);
    assertThat(late.is(5).err()).contains("Not within 100ms", "mail DISPATCHED", "surety inspect");
    assertThat(dead.is(1).err()).contains("another end", "DEAD_LETTERED", "mail DEAD REJECTED");
  }

  @Test
  void keepsTheBytesAsTheyAre() throws Exception {
    String orders = Platform.destination();
    byte[] bytes = new byte[70_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    Path file = Files.write(directory.resolve("body"), bytes);
    SuretyProcess.Result prepared =
        SuretyProcess.of("prepare", orders, "--body", "-", "-o", "id", "--url", url())
            .stdin(bytes)
            .run();
    String id = prepared.is(0).out().strip();

    SuretyProcess.Result payload =
        SuretyProcess.of("inspect", id, "--body", "--url", url()).run().is(0);
    String again = surety("prepare", orders, "--id", id, "--body", "@" + file).is(0).out();

    assertThat(payload.stdout()).isEqualTo(bytes);
    assertThat(again).as("the same content is the same message").contains(id);
    assertThat(surety("prepare", orders, "--id", id, "--body", "other").is(1).err())
        .startsWith("different-content: ")
        .contains("take another id");
  }

  @Test
  void sendsHeadersAndTimesAndCancelsInTime() {
    String orders = Platform.destination("billing");
    String id =
        surety(
                "send",
                orders,
                "--body",
                "x",
                "-H",
                "a=b=c",
                "-H",
                "e=",
                "--tag",
                "eu.paid",
                "--after",
                "1h",
                "--ttl",
                "2h",
                "--producer",
                "shop",
                "-o",
                "id")
            .is(0)
            .out()
            .strip();

    Run shown = surety("inspect", id).is(0);
    Run headers = surety("inspect", id, "--headers").is(0);
    Run cancelled = surety("cancel", id, "--reason", "ordered twice").is(0);

    assertThat(shown.out()).contains("SCHEDULED", "deliver at", "expires", "eu.paid", "shop");
    assertThat(headers.json().at("/headers/0/value").asText()).isEqualTo("b=c");
    assertThat(cancelled.out()).contains("CANCELLED");
    assertThat(surety("rollback", id).is(1).err())
        .startsWith(id + ": too-late: ")
        .contains("it is CANCELLED", "'surety inspect' shows")
        .hasLineCount(1);
  }

  @Test
  void saysWhatIsWrongOnOneLine() {
    String orders = Platform.destination();

    assertThat(surety("inspect", "nobody").is(3).err())
        .startsWith("message-not-found: ")
        .contains("forgotten after a day")
        .hasLineCount(1);
    assertThat(surety("send", "nowhere", "--body", "x").is(3).err())
        .startsWith("destination-not-registered: The destination is not registered.")
        .doesNotContain("/api/")
        .hasLineCount(1);
    assertThat(surety("send", orders, "--body", "x", "--id", "a b").is(2).err())
        .startsWith("invalid-request: --id: ")
        .hasLineCount(1);
    assertThat(surety("send", orders, "--body", "@" + directory.resolve("none")).is(2).err())
        .contains("--body cannot be read: there is no file")
        .doesNotContain("Exception");
    assertThat(surety("inspect", "bad id!").is(2).err())
        .startsWith("invalid-request: ID: ")
        .doesNotContain("was ''");
    assertThat(surety("send", orders).is(2).err())
        .contains("--body", "Try: surety send --help")
        .hasLineCount(2);
    assertThat(surety("list", "--fingerprnt", "x").is(2).err())
        .contains("--fingerprnt", "Possible solutions: --fingerprint", "Try: surety list --help")
        .doesNotContain("Usage:");
    assertThat(surety("send", orders, "--body", "x", "--after", "soon").is(2).err())
        .contains("'soon' is no duration");
    assertThat(Run.surety("inspect", "x", "--url", "http://127.0.0.1:1").is(1).err())
        .contains("http://127.0.0.1:1/: nothing listens there", "--url")
        .hasLineCount(1);
    assertThat(surety("inspect", "..").code()).as("is not another path").isIn(2, 3);
  }

  @Test
  void saysThatAMessageDiesAtOnce() {
    String orders = Platform.destination();
    String gone = "gone" + System.nanoTime();
    Platform.register(gone);

    Run sent = surety("send", orders, "--body", "x");
    String id = surety("prepare", orders, "--body", "x", "-o", "id").is(0).out().strip();
    Run confirmed = surety("confirm", id);
    Run direct = surety("send", gone, "--direct", "--body", "x");
    surety("destinations", "remove", gone).is(0);

    assertThat(sent.is(1).err()).contains("another end: DEAD_LETTERED NO_SUBSCRIBER");
    assertThat(sent.out()).contains("DEAD_LETTERED", "NO_SUBSCRIBER");
    assertThat(confirmed.is(1).err()).contains("another end: DEAD_LETTERED NO_SUBSCRIBER");
    assertThat(direct.is(3).err())
        .startsWith("destination-missing: ")
        .contains("leave --direct out");
  }

  @Test
  void saysHowLongADecisionWaitsForItsMessage() {
    Run run = surety("confirm", "nosuch" + System.nanoTime());

    assertThat(run.is(4).err())
        .contains("is prepared yet, or its id is another")
        .containsPattern(
            "waits for it until 20[0-9-]+T[0-9:]+Z, and is a dead letter \\(UNMATCHED");
  }

  @Test
  void saysWhoClosedADeadLetterAndWhatACancelTookBack() {
    String orders = Platform.destination("billing");
    String id = Platform.dead(orders, "billing", "f" + System.nanoTime());
    resolve(id, "ann").is(0);
    String later = surety("send", orders, "--body", "x", "--after", "1h", "-o", "id").out().strip();
    surety("cancel", later).is(0);

    assertThat(resolve(id, "bob").is(1).err())
        .contains("already-resolved: ", "It was closed by ann at 20", "because: by hand.");
    assertThat(surety("inspect", later).is(0).out()).contains("CANCEL", "it had been confirmed");
  }

  private static Run resolve(String id, String actor) {
    return surety("resolve", id, "--group", "billing", "--reason", "by hand", "--actor", actor);
  }

  @Test
  void goesOnWithTheOthersWhenOneIsNotThere() {
    String orders = Platform.destination("billing");
    String id = surety("prepare", orders, "--body", "x", "-o", "id").is(0).out().strip();
    String other = surety("prepare", orders, "--body", "x", "-o", "id").is(0).out().strip();

    Run run = surety("resolve", "nobody", id, "--reason", "by hand");
    Run both = surety("confirm", id, other, "-o", "jsonl").is(0);

    assertThat(run.code()).isNotZero();
    assertThat(run.err()).contains("nobody: message-not-found", id + ": ");
    assertThat(both.lines())
        .extracting(line -> line.path("id").asText())
        .containsExactly(id, other);
    assertThat(surety("resolve", id).is(2).err()).contains("--reason is missing");
  }

  @Test
  void followsAMessageToItsEnd() {
    String orders = Platform.destination("billing");
    String id = surety("send", orders, "--body", "x", "-o", "id").is(0).out().strip();
    assertThat(surety("inspect", id, "--watch", "--timeout", "10ms").is(5).err())
        .contains("still DELIVERING");

    CompletableFuture<Run> people =
        CompletableFuture.supplyAsync(() -> surety("inspect", id, "--watch"));
    CompletableFuture<Run> program =
        CompletableFuture.supplyAsync(() -> surety("inspect", id, "--watch", "-o", "jsonl"));
    consumed(id, "billing", 1);

    assertThat(people.join().is(0).err()).contains("It is COMPLETED");
    assertThat(people.join().out()).containsOnlyOnce(" COMPLETED");
    assertThat(surety("inspect", id).is(0).err()).contains("Not all of it: Only the end");
    assertThat(program.join().is(0).lines())
        .last()
        .satisfies(message -> assertThat(message.path("status").asText()).isEqualTo("COMPLETED"));
  }

  private static String url() {
    return Platform.url().toString();
  }
}
