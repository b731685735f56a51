package io.surety.topology.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.lifecycle.Attempt;
import io.surety.lifecycle.Delivery;
import io.surety.lifecycle.Failure;
import io.surety.lifecycle.Message;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShortenedTest {

  @Test
  void aRowThatFitsIsLeftAsItIs() {
    byte[] row = MessageRows.encode(SampleMessage.FULL, 10_000);

    assertThat(MessageRows.decode(row)).isEqualTo(SampleMessage.FULL);
  }

  @Test
  void whatOnlyExplainsGivesWayStepByStep() {
    Message large = large(50);
    int whole = MessageRows.encode(large).length;

    Message first = MessageRows.decode(MessageRows.encode(large, whole - 1));
    Message second = MessageRows.decode(MessageRows.encode(large, 10_000));
    Message third = MessageRows.decode(MessageRows.encode(large, 3_000));

    assertThat(first.deliveries().get(0).history()).hasSize(16);
    assertThat(first.deliveries().get(0).history().get(0).failure()).isEqualTo(Failure.NONE);
    assertThat(second.deliveries().get(0).history()).isEmpty();
    assertThat(second.deliveries().get(0).failure().message()).isNotEmpty();
    assertThat(third.deliveries().get(0).failure()).isEqualTo(Failure.of("T", ""));
    assertThat(List.of(first, second, third))
        .allSatisfy(
            shortened -> {
              assertThat(shortened.nextDue()).isEqualTo(large.nextDue());
              assertThat(shortened.deliveries())
                  .extracting(Delivery::group)
                  .isEqualTo(large.deliveries().stream().map(Delivery::group).toList());
            });
  }

  @Test
  void aRowThatCannotFitIsADefect() {
    assertThatThrownBy(() -> MessageRows.encode(large(50), 500))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("with 50 groups");
  }

  private static Message large(int groups) {
    Message sample = SampleMessage.FULL;
    Delivery like = sample.deliveries().get(0);
    Failure failure = Failure.of("T", "x".repeat(100));
    List<Attempt> history =
        Collections.nCopies(16, new Attempt(1, 1, 2, Attempt.Outcome.FAILED, failure));
    List<Delivery> deliveries =
        IntStream.range(0, groups)
            .mapToObj(
                i ->
                    new Delivery(
                        "group-" + i,
                        like.status(),
                        like.attempt(),
                        like.attemptsBase(),
                        like.dispatchedAt(),
                        like.receivedAt(),
                        like.settledAt(),
                        like.due(),
                        like.heldBackSince(),
                        like.asked(),
                        like.late(),
                        like.resolved(),
                        like.reason(),
                        failure,
                        "note",
                        history))
            .toList();
    return new Message(
        sample.id(),
        sample.status(),
        sample.revision(),
        sample.content(),
        sample.checkBack(),
        sample.decision(),
        deliveries,
        sample.early(),
        sample.reason(),
        sample.settledAt(),
        sample.statusDue());
  }
}
