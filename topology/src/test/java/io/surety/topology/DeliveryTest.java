package io.surety.topology;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.lifecycle.Message;
import io.surety.lifecycle.Status;
import io.surety.schemas.avro.Archive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliveryTest {
  private final CoordinatorHarness coordinator = new CoordinatorHarness();

  @AfterEach
  void close() {
    coordinator.close();
  }

  @Test
  void deliversAfterTheConfirmAndArchivesWhenConsumed() {
    coordinator.prepare("m1").advance(ofSeconds(1));
    assertThat(coordinator.dispatches()).isEmpty();

    coordinator.confirm("m1").receive("m1", "billing", 1).consumed("m1", "billing", 1);

    assertThat(coordinator.dispatched()).containsExactly("m1 #1 to orders for [billing]");
    assertThat(coordinator.archived()).extracting(Archive::getStatus).containsExactly("COMPLETED");
    assertThat(coordinator.message("m1").status()).isEqualTo(Status.COMPLETED);
    assertThat(coordinator.messages().get("m1")).isNull();
    assertThat(coordinator.payloads().get("m1")).isNull();
  }

  @Test
  void redeliversWhenNothingIsHeard() {
    coordinator.prepare("m1").confirm("m1").advance(ofSeconds(31));

    assertThat(coordinator.dispatched())
        .containsExactly("m1 #1 to orders for [billing]", "m1 #2 to orders for [billing]");
  }

  @Test
  void forgetsTheOutcomeInTheEnd() {
    coordinator.send("m1").consumed("m1", "billing", 1);
    assertThat(coordinator.message("m1").status()).isEqualTo(Status.COMPLETED);

    coordinator.advance(java.time.Duration.ofHours(49));

    assertThat(coordinator.message("m1")).isEqualTo(Message.absent("m1"));
  }
}
