package io.surety.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.client.support.Broker;
import io.surety.client.support.Entry;
import io.surety.client.support.Installation;
import io.surety.client.support.Logs;
import io.surety.client.support.Questions;
import io.surety.client.support.TopicLog;
import io.surety.client.support.Writer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ConsumeCheckTest {

  @Test
  void answersWithTheSignalThatFits() {
    Installation installation = Installation.on(Broker.shared());
    String destination = installation.destination("checked", 1);
    String other = installation.destination("other", 1);
    BlockingQueue<ConsumeQuestion> asked = new LinkedBlockingQueue<>();
    try (Surety surety = installation.connect();
        Writer writer = installation.writer();
        Logs logs = new Logs();
        TopicLog receives = installation.log(installation.topics().receive());
        TopicLog consumes = installation.log(installation.topics().consume())) {
      surety
          .consumer("billing")
          .destination(destination)
          .handler(delivery -> {})
          .consumeCheck(
              question -> {
                asked.add(question);
                return switch (question.messageId()) {
                  case "throws" -> throw new IllegalStateException("database is away");
                  case "nothing" -> null;
                  default -> ConsumeState.valueOf(question.messageId());
                };
              })
          .start();
      Questions questions = new Questions(installation, writer);

      questions.consumeCheck("CONSUMED", "audit", destination, 2);
      questions.consumeCheck("CONSUMED", "billing", other, 2);
      questions.consumeCheck("throws", "billing", destination, 2);
      questions.consumeCheck("nothing", "billing", destination, 2);
      questions.consumeCheck("UNKNOWN", "billing", destination, 2);
      questions.consumeCheck("CONSUMED", "billing", destination, 2);
      questions.consumeCheck("IN_PROGRESS", "billing", destination, 3);
      questions.consumeCheck("NOT_CONSUMED", "billing", destination, 4);

      Entry consumed = consumes.await(1, of("CONSUMED")).get(0);
      Entry inProgress = receives.await(1, of("IN_PROGRESS")).get(0);
      Entry notConsumed = consumes.await(1, of("NOT_CONSUMED")).get(0);
      assertThat(consumed.fields())
          .containsEntry("group", "billing")
          .containsEntry("outcome", "CONSUMED")
          .containsEntry("attempt", 2);
      assertThat(inProgress.fields()).containsEntry("group", "billing").containsEntry("attempt", 3);
      assertThat(notConsumed.fields())
          .containsEntry("outcome", "FAILED")
          .containsEntry("attempt", 4)
          .containsEntry("retryAfterMs", null);
      assertThat(((Map<?, ?>) notConsumed.get("error")).get("type")).isEqualTo("NOT_CONSUMED");
      assertThat(consumes.untilNow()).as("what cannot be said is not answered").hasSize(2);
      assertThat(receives.untilNow()).hasSize(1);
      assertThat(asked).hasSize(6);
      assertThat(asked.stream().skip(3).findFirst())
          .contains(
              new ConsumeQuestion(
                  "CONSUMED",
                  "billing",
                  destination,
                  Optional.of("order-42"),
                  2,
                  Instant.ofEpochMilli(1_000)));
      assertThat(logs.lines())
          .contains(
              "WARN The consume check of group billing for message 'throws' failed and is not"
                  + " answered");
    }
  }

  private static Predicate<Entry> of(String id) {
    return entry -> entry.get("messageId").equals(id);
  }
}
