package io.surety.cli;

import static io.surety.cli.Platform.consumed;
import static io.surety.cli.Platform.dead;
import static io.surety.cli.Platform.surety;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Dead letters sent again. */
@ExtendWith(Platform.Lifetime.class)
class RedriveCommandsTest {

  @Test
  void asksBeforeItSendsAndDoesNothingWithoutAnAnswer() {
    String orders = Platform.destination("billing");
    String id = dead(orders, "billing", "f" + System.nanoTime());

    Run nobody = surety("redrive", "--destination", orders);
    Run dry = surety("redrive", "--destination", orders, "--dry-run");
    Run dryId = surety("redrive", id, "--dry-run", "-o", "json");
    Run none = surety("redrive", "--destination", "nowhere", "--yes");
    Run nothing = surety("redrive");

    assertThat(nobody.is(2).err()).contains("no terminal to ask on: 1 dead letter", "--yes");
    assertThat(dry.is(0).out()).isEqualTo("1 dead letter\n");
    assertThat(dryId.is(0).json().at("/items/0/group").asText()).isEqualTo("billing");
    assertThat(none.is(3).err()).contains("no such dead letters");
    assertThat(nothing.is(2).err()).contains("say which");
    assertThat(surety("redrive", "--all", "--dry-run", "--watch").is(2).err())
        .contains("--dry-run starts no job");
    assertThat(surety("audit").is(0).out()).contains("dry run: only counted");
    assertThat(status(id)).isEqualTo("DEAD_LETTERED");
  }

  @Test
  void sendsNamedMessagesAgain() {
    String orders = Platform.destination("billing", "mail");
    String id = dead(orders, "billing", "f" + System.nanoTime());

    Run run = surety("redrive", id, "nobody", "--yes", "--because", "mended");
    assertThat(status(id)).isEqualTo("DELIVERING");
    Run again = surety("redrive", id, "--yes");

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.out()).contains(id, "billing", "DELIVERING").doesNotContain("mail");
    assertThat(run.err()).contains("nobody: message-not-found");
    assertThat(again.is(1).err()).contains(id + ": nothing is dead; it is DELIVERING");
  }

  @Test
  void followsAJobToItsEnd() {
    String orders = Platform.destination("billing");
    String cause = "f" + System.nanoTime();
    List<String> ids = List.of(dead(orders, "billing", cause), dead(orders, "billing", cause));

    CompletableFuture<Run> job =
        CompletableFuture.supplyAsync(
            () ->
                surety(
                    "redrive",
                    "--fingerprint",
                    cause,
                    "--yes",
                    "--rate",
                    "100",
                    "--because",
                    "mended",
                    "--actor",
                    "ann",
                    "--watch",
                    "-o",
                    "json"));
    for (String id : ids) {
      Awaitility.await().until(() -> status(id), "DELIVERING"::equals);
      consumed(id, "billing", 2);
    }

    Run done = job.join().is(0);
    assertThat(done.json().path("state").asText()).isEqualTo("COMPLETED");
    assertThat(done.err()).contains("sends 2 dead letters again", "COMPLETED: 2 of 2 done");
    String id = done.json().path("id").asText();
    assertThat(surety("redrives").is(0).out()).contains(id, "2/2", "ann");
    assertThat(surety("redrives", id, "--items", "succeeded", "-o", "id").is(0).out().lines())
        .containsExactlyInAnyOrderElementsOf(ids);
    assertThat(surety("redrives", id, "--cancel").is(1).err()).startsWith("redrive-over: ");
    assertThat(surety("redrives", "nobody").is(3).err())
        .startsWith("redrive-not-found: ")
        .contains("'surety redrives' lists the jobs");
  }

  @Test
  void steersAJob() {
    String orders = Platform.destination("billing");
    String cause = "f" + System.nanoTime();
    dead(orders, "billing", cause);
    dead(orders, "billing", cause);
    String job =
        surety("redrive", "--fingerprint", cause, "--yes", "--rate", "0.01", "-o", "id")
            .is(0)
            .out()
            .strip();

    Run paused = surety("redrives", job, "--pause", "--reason", "wait").is(0);
    surety("redrives", job, "--resume").is(0);
    Run cancelled = surety("redrives", job, "--cancel").is(0);

    assertThat(paused.out()).contains("PAUSED");
    assertThat(cancelled.out()).contains("CANCELLED");
    assertThat(surety("redrives", job, "--pause", "--cancel").is(2).err()).contains("exclusive");
    assertThat(surety("redrives", "--watch").is(2).err()).contains("say which job");
  }

  private static String status(String id) {
    return surety("inspect", id, "-o", "json").is(0).json().path("status").asText();
  }
}
