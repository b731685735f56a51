package io.surety.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.surety.client.support.Broker;
import io.surety.client.support.Entry;
import io.surety.client.support.Installation;
import io.surety.client.support.Logs;
import io.surety.client.support.Questions;
import io.surety.client.support.TopicLog;
import io.surety.client.support.Writer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExecuteTest {
  private Installation installation;
  private Surety surety;
  private Publisher publisher;
  private TopicLog prepares;
  private TopicLog confirms;

  @BeforeEach
  void connect() {
    installation = Installation.on(Broker.shared());
    surety = installation.connect();
    publisher = surety.publisher("order-service", answering(Verdict.ROLL_BACK));
    prepares = installation.log(installation.topics().prepare());
    confirms = installation.log(installation.topics().confirm());
  }

  @AfterEach
  void close() {
    surety.close();
    prepares.close();
    confirms.close();
  }

  @Test
  void preparesThenRunsThenConfirms() {
    String result =
        publisher.execute(
            message("m1"),
            () -> {
              assertThat(ids(prepares)).containsExactly("m1");
              assertThat(decisions()).isEmpty();
              return "paid";
            });

    assertThat(result).isEqualTo("paid");
    assertThat(prepares.untilNow().get(0).get("mode")).isEqualTo("PREPARE");
    assertThat(decisions()).containsExactly("m1 CONFIRM PRODUCER");
  }

  @Test
  void workWithoutAResultIsConfirmedToo() throws IOException {
    publisher.executeWithoutResult(message("m1"), () -> mayThrow(false));

    assertThat(decisions()).containsExactly("m1 CONFIRM PRODUCER");
  }

  @Test
  void anExceptionRollsBackAndGoesOn() {
    assertThatThrownBy(() -> publisher.executeWithoutResult(message("m1"), () -> mayThrow(true)))
        .isInstanceOf(IOException.class)
        .hasMessage("declined: 4111 1111");

    assertThat(decisions()).containsExactly("m1 ROLL_BACK PRODUCER");
    assertThat(confirms.untilNow().get(0).get("reason"))
        .as("the type, not the text, which may be private")
        .isEqualTo("the local transaction failed: java.io.IOException");
  }

  @Test
  void anErrorRollsBackAndGoesOn() {
    assertThatThrownBy(
            () ->
                publisher.execute(
                    message("m1"),
                    () -> {
                      throw new StackOverflowError();
                    }))
        .isInstanceOf(StackOverflowError.class);

    assertThat(decisions()).containsExactly("m1 ROLL_BACK PRODUCER");
  }

  @Test
  void workThatDoesNotKnowItsOutcomeIsLeftToTheCheckBack() {
    OutcomeUnknownException unknown =
        new OutcomeUnknownException("connection broke in the commit", "Look it up.", null);

    assertThatThrownBy(
            () ->
                publisher.execute(
                    message("m1"),
                    () -> {
                      throw unknown;
                    }))
        .isSameAs(unknown);

    assertThat(decisions()).isEmpty();
  }

  @Test
  void doesNotRunTheWorkWhenThePrepareIsRefused() {
    AtomicBoolean ran = new AtomicBoolean();
    Message large = Message.to("order-paid").id("large").payload(new byte[1_000_001]).build();

    assertThatThrownBy(() -> publisher.execute(large, () -> ran.getAndSet(true)))
        .isInstanceOf(NotDoneException.class)
        .hasMessageContaining("could not prepare message 'large'");

    assertThat(ran).isFalse();
    assertThat(decisions()).isEmpty();
  }

  @Test
  void aMessageDecidesAboutOneRunOfTheWork() {
    Message message = message("m1");
    assertThatThrownBy(
            () ->
                publisher.execute(
                    message,
                    () -> {
                      throw new OutcomeUnknownException("connection broke", "Look it up.", null);
                    }))
        .isInstanceOf(OutcomeUnknownException.class);

    AtomicBoolean ran = new AtomicBoolean();
    assertThatThrownBy(() -> publisher.execute(message, () -> ran.getAndSet(true)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("message 'm1' was executed before");

    assertThat(ran).isFalse();
    assertThat(decisions()).as("the first may be committed").isEmpty();
  }

  @Test
  void aMessageThatWasNotPreparedMayBeTriedAgain() {
    Message large = Message.to("order-paid").id("large").payload(new byte[1_000_001]).build();

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> publisher.execute(large, () -> "done"))
          .isInstanceOf(NotDoneException.class);
    }
  }

  @Test
  void needsACheckBackHandler() {
    AtomicBoolean ran = new AtomicBoolean();

    assertThatThrownBy(
            () ->
                surety.publisher("no-check-back").execute(message("m1"), () -> ran.getAndSet(true)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("publisher 'no-check-back' has no check-back handler");

    assertThat(ran).isFalse();
    assertThat(ids(prepares)).isEmpty();
  }

  @Test
  void aCheckBackWhileTheWorkRunsIsAnsweredInProgressWithoutTheHandler() {
    try (Writer writer = installation.writer()) {
      Questions questions = new Questions(installation, writer);

      publisher.execute(
          message("m1"),
          () -> {
            questions.checkBack("m1", "order-service", 1);
            assertThat(confirms.await(1).get(0).get("decision")).isEqualTo("IN_PROGRESS");
            return true;
          });
      questions.checkBack("m1", "order-service", 2);

      assertThat(confirms.await(3)).isNotEmpty();
      assertThat(decisions())
          .containsExactly(
              "m1 IN_PROGRESS CHECK_BACK", "m1 CONFIRM PRODUCER", "m1 ROLL_BACK CHECK_BACK");
    }
  }

  @Test
  void returnsWhenTheConfirmIsLostBecauseTheCheckBackSettlesIt() {
    try (Broker broker = Broker.own();
        Logs logs = new Logs()) {
      Installation own = Installation.on(broker);
      try (Surety patient =
          own.connect(
              "delivery.timeout.ms", 6_000, "request.timeout.ms", 5_000, "max.block.ms", 6_000)) {
        Publisher orders = patient.publisher("order-service", answering(Verdict.CONFIRM));

        String result =
            orders.execute(
                message("m1"),
                () -> {
                  broker.freeze();
                  return "paid";
                });

        assertThat(result).isEqualTo("paid");
        assertThat(logs.lines())
            .contains(
                "WARN The local transaction of message 'm1' is committed; the check-back will"
                    + " confirm it");
        broker.thaw();
      }
    }
  }

  @Test
  void aFailedRollBackIsSuppressedByTheFailureOfTheWork() {
    try (Broker broker = Broker.own()) {
      Installation own = Installation.on(broker);
      try (Surety patient =
          own.connect(
              "delivery.timeout.ms", 6_000, "request.timeout.ms", 5_000, "max.block.ms", 6_000)) {
        Publisher orders = patient.publisher("order-service", answering(Verdict.CONFIRM));

        IOException failure =
            catchThrowableOfType(
                IOException.class,
                () ->
                    orders.executeWithoutResult(
                        message("m1"),
                        () -> {
                          broker.freeze();
                          mayThrow(true);
                        }));

        assertThat(failure.getSuppressed()).hasSize(1);
        assertThat(failure.getSuppressed()[0])
            .isInstanceOf(SuretyException.class)
            .hasMessageContaining("roll back message 'm1'");
        broker.thaw();
      }
    }
  }

  @Test
  void anUnknownPrepareIsRolledBackIfPossibleAndTheWorkIsNotRun() {
    try (Broker broker = Broker.own()) {
      Installation own = Installation.on(broker);
      try (Surety patient =
          own.connect(
              "delivery.timeout.ms", 6_000, "request.timeout.ms", 5_000, "max.block.ms", 6_000)) {
        AtomicBoolean ran = new AtomicBoolean();
        Publisher orders = patient.publisher("order-service", answering(Verdict.CONFIRM));
        broker.freeze();

        OutcomeUnknownException unknown =
            catchThrowableOfType(
                OutcomeUnknownException.class,
                () -> orders.execute(message("m1"), () -> ran.getAndSet(true)));

        assertThat(ran).isFalse();
        assertThat(unknown.problem()).contains("prepare message 'm1'");
        assertThat(unknown.getSuppressed()).hasSize(1);
        broker.thaw();
      }
    }
  }

  private static PublisherOptions answering(Verdict verdict) {
    return PublisherOptions.create().checkBack(question -> verdict);
  }

  private static Message message(String id) {
    return Message.to("order-paid").id(id).build();
  }

  private static void mayThrow(boolean does) throws IOException {
    if (does) {
      throw new IOException("declined: 4111 1111");
    }
  }

  private List<String> decisions() {
    return confirms.untilNow().stream()
        .map(e -> e.get("messageId") + " " + e.get("decision") + " " + e.get("source"))
        .toList();
  }

  private static List<Object> ids(TopicLog log) {
    return log.untilNow().stream().map((Entry entry) -> entry.get("messageId")).toList();
  }
}
