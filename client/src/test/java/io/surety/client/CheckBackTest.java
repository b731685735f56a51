package io.surety.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.client.support.Broker;
import io.surety.client.support.Entry;
import io.surety.client.support.Installation;
import io.surety.client.support.Logs;
import io.surety.client.support.Questions;
import io.surety.client.support.TopicLog;
import io.surety.client.support.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a publisher answers to check-backs, as a stranger reads it. */
class CheckBackTest {
  private Installation installation;
  private Surety surety;
  private Writer writer;
  private Questions questions;
  private TopicLog confirms;

  @BeforeEach
  void connect() {
    installation = Installation.on(Broker.shared());
    surety = installation.connect("surety.check.back.concurrency", 2);
    writer = installation.writer();
    questions = new Questions(installation, writer);
    confirms = installation.log(installation.topics().confirm());
  }

  @AfterEach
  void close() {
    surety.close();
    writer.close();
    confirms.close();
  }

  @Test
  void theHandlerSeesTheWholeQuestion() throws Exception {
    BlockingQueue<CheckBackQuestion> asked = new LinkedBlockingQueue<>();
    publisher(
        question -> {
          asked.add(question);
          return Verdict.CONFIRM;
        });

    questions.checkBack("m1", "order-service", 3);

    CheckBackQuestion question = asked.poll(60, TimeUnit.SECONDS);
    assertThat(question)
        .isEqualTo(
            new CheckBackQuestion(
                "m1",
                "order-service",
                "order-paid",
                Optional.of("eu.paid"),
                Optional.of("order-42"),
                3,
                Instant.ofEpochMilli(1_000_000),
                Instant.ofEpochMilli(1_012_000)));
    assertThat(question.age()).isEqualTo(Duration.ofSeconds(12));
  }

  @Test
  void eachVerdictIsAnsweredWithAttemptAndNonce() {
    publisher(question -> Verdict.valueOf(question.messageId().substring("orders~".length())));

    for (Verdict verdict : Verdict.values()) {
      questions.checkBack("orders~" + verdict, "order-service", 1 + verdict.ordinal());
    }

    for (Verdict verdict : Verdict.values()) {
      Entry answer = confirms.await(1, of("orders~" + verdict)).get(0);
      Map<String, Object> expected = new HashMap<>();
      expected.put("messageId", "orders~" + verdict);
      expected.put("decision", verdict.name());
      expected.put("source", "CHECK_BACK");
      expected.put("checkBackAttempt", 1 + verdict.ordinal());
      expected.put("nonce", "nonce-" + (1 + verdict.ordinal()));
      expected.put("group", null);
      expected.put("deliverAt", null);
      expected.put("actor", "me");
      expected.put("reason", null);
      expected.put("jobId", null);
      expected.put("members", List.of());
      assertThat(answer.key()).isEqualTo("orders");
      assertThat(answer.fields()).isEqualTo(expected);
    }
  }

  @Test
  void aHandlerThatThrowsOrReturnsNothingIsUnknownAndLoggedWithTheId() {
    try (Logs logs = new Logs()) {
      publisher(
          question ->
              switch (question.messageId()) {
                case "throws" -> throw new IllegalStateException("database is away");
                case "overflows" -> throw new StackOverflowError();
                default -> null;
              });

      questions.checkBack("throws", "order-service", 1);
      questions.checkBack("overflows", "order-service", 1);
      questions.checkBack("nothing", "order-service", 1);

      assertThat(confirms.await(3))
          .allSatisfy(entry -> assertThat(entry.get("decision")).isEqualTo("UNKNOWN"));
      assertThat(logs.lines())
          .contains(
              "WARN The check-back handler failed for message 'throws': UNKNOWN",
              "WARN The check-back handler failed for message 'overflows': UNKNOWN",
              "WARN The check-back handler returned null for message 'nothing': UNKNOWN");
    }
  }

  @Test
  void aSlowHandlerHoldsUpNobodyElse() {
    CountDownLatch release = new CountDownLatch(1);
    publisher(
        question -> {
          if (question.messageId().equals("slow")) {
            release.await();
          }
          return Verdict.CONFIRM;
        });

    questions.checkBack("slow", "order-service", 1);
    for (int i = 0; i < 10; i++) {
      questions.checkBack("fast" + i, "order-service", 1);
    }

    assertThat(confirms.await(10)).noneMatch(of("slow"));
    release.countDown();
    confirms.await(1, of("slow"));
  }

  @Test
  void onlyTheNewestOfSeveralWaitingQuestionsIsAnswered() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    BlockingQueue<String> begun = new LinkedBlockingQueue<>();
    publisher(
        question -> {
          begun.add(question.messageId());
          release.await();
          return Verdict.UNKNOWN;
        });

    questions.checkBack("m1", "order-service", 1);
    assertThat(begun.poll(60, TimeUnit.SECONDS)).isEqualTo("m1");
    questions.checkBack("m1", "order-service", 2);
    questions.checkBack("m1", "order-service", 3);
    questions.checkBack("m2", "order-service", 7);
    // They are read in order, so that those before it wait when this one has begun.
    assertThat(begun.poll(60, TimeUnit.SECONDS)).isEqualTo("m2");
    release.countDown();

    confirms.await(1, of("m2"));
    assertThat(confirms.await(2, of("m1")))
        .extracting(entry -> entry.get("checkBackAttempt"))
        .containsExactly(1, 3);
  }

  @Test
  void questionsToOtherProducersAndOtherThingsArePassedOver() {
    publisher(question -> Verdict.CONFIRM);

    questions.checkBack("other", "shipping-service", 1);
    writer.write(
        new ProducerRecord<>(installation.topics().checkBack(), null, new byte[] {1, 2, 3}));
    writer.write(new ProducerRecord<>(installation.topics().checkBack(), new byte[] {1}, null));
    questions.checkBack("ours", "order-service", 1);

    assertThat(confirms.await(1))
        .extracting(entry -> entry.get("messageId"))
        .containsExactly("ours");
  }

  @Test
  void eachProducerAnswersItsOwnAndADestinationCanHaveItsOwnHandler() {
    surety.publisher(
        "order-service",
        PublisherOptions.create()
            .checkBack(question -> Verdict.CONFIRM)
            .checkBack("refunds", question -> Verdict.ROLL_BACK));
    surety.publisher(
        "shipping-service",
        PublisherOptions.create().checkBack("refunds", question -> Verdict.IN_PROGRESS));

    questions.checkBack("a", "order-service", "order-paid", 1);
    questions.checkBack("b", "order-service", "refunds", 1);
    questions.checkBack("c", "shipping-service", "refunds", 1);
    questions.checkBack("d", "shipping-service", "parcels", 1);

    assertThat(confirms.await(4))
        .extracting(entry -> entry.get("messageId") + " " + entry.get("decision"))
        .containsExactlyInAnyOrder("a CONFIRM", "b ROLL_BACK", "c IN_PROGRESS", "d UNKNOWN");
  }

  @Test
  void twoAnswerersOfTheSameProducerInOneClientAreRefused() {
    Publisher first = publisher(question -> Verdict.CONFIRM);

    assertThatThrownBy(() -> publisher(question -> Verdict.ROLL_BACK))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("check-backs of producer 'order-service' are answered here already");

    surety.publisher("order-service").send(Message.to("order-paid").build());
    first.close();
    publisher(question -> Verdict.ROLL_BACK);
    questions.checkBack("m1", "order-service", 1);
    assertThat(confirms.await(1).get(0).get("decision")).isEqualTo("ROLL_BACK");
  }

  @Test
  void aQuestionThatWasNotAnsweredIsAnsweredByTheNextProcess() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    try (Surety dying = installation.connect("surety.close.timeout.ms", 100)) {
      dying.publisher(
          "order-service",
          PublisherOptions.create()
              .checkBack(
                  question -> {
                    begun.countDown();
                    new CountDownLatch(1).await();
                    return Verdict.ROLL_BACK;
                  }));
      questions.checkBack("m1", "order-service", 1);
      begun.await();
    }

    publisher(question -> Verdict.CONFIRM);

    assertThat(confirms.await(1))
        .extracting(entry -> entry.get("decision"))
        .containsExactly("CONFIRM");
  }

  @Test
  void whatIsAnsweredIsNotAskedAgain() {
    try (Surety other = installation.connect()) {
      other.publisher(
          "order-service", PublisherOptions.create().checkBack(question -> Verdict.CONFIRM));
      questions.checkBack("first", "order-service", 1);
      confirms.await(1);
    }

    publisher(question -> Verdict.ROLL_BACK);
    questions.checkBack("second", "order-service", 1);

    assertThat(confirms.await(2))
        .extracting(entry -> entry.get("messageId") + " " + entry.get("decision"))
        .containsExactly("first CONFIRM", "second ROLL_BACK");
  }

  private Publisher publisher(CheckBackHandler handler) {
    return surety.publisher("order-service", PublisherOptions.create().checkBack(handler));
  }

  private static Predicate<Entry> of(String id) {
    return entry -> entry.get("messageId").equals(id);
  }
}
