package io.surety.client.internal.checkback;

import io.surety.client.CheckBackHandler;
import io.surety.client.CheckBackQuestion;
import io.surety.client.Verdict;
import io.surety.client.internal.Connection;
import io.surety.client.internal.intake.Work.Abandoned;
import io.surety.client.internal.send.Intent;
import io.surety.client.internal.send.Outgoing;
import io.surety.schemas.BundleIds;
import io.surety.schemas.RoutingKey;
import io.surety.schemas.avro.CheckBack;
import io.surety.schemas.avro.Decide;
import io.surety.schemas.avro.Decision;
import io.surety.schemas.avro.DecisionSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the handler, and sends its verdict. Anything but an explicit verdict is UNKNOWN. */
final class Answers {
  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

  private final CheckBackHandler handler;
  private final Predicate<String> isExecuting;
  private final Connection connection;

  Answers(CheckBackHandler handler, Predicate<String> isExecuting, Connection connection) {
    this.handler = handler;
    this.isExecuting = isExecuting;
    this.connection = connection;
  }

  CompletableFuture<Void> answer(CheckBack question, Abandoned abandoned) {
    Verdict verdict = verdict(question);
    if (verdict == Verdict.UNKNOWN && abandoned.isTrue()) {
      // It was interrupted by close: the question is read again, or asked again.
      return CompletableFuture.failedFuture(new IllegalStateException("interrupted by close"));
    }
    return connection.reporter().report(outgoing(question, verdict));
  }

  private Verdict verdict(CheckBack question) {
    String id = question.getMessageId();
    // Its transaction is open in this process: for the handler it would look like one that never
    // was, and a roll back now would lose the message when it is committed.
    if (isExecuting.test(id)) {
      return Verdict.IN_PROGRESS;
    }
    try {
      Verdict verdict = handler.check(asked(question));
      if (verdict != null) {
        return verdict;
      }
      LOG.warn("The check-back handler returned null for message '{}': UNKNOWN", id);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      LOG.warn("The check-back handler was interrupted for message '{}': UNKNOWN", id, e);
    } catch (Exception | Error e) {
      LOG.warn("The check-back handler failed for message '{}': UNKNOWN", id, e);
    }
    return Verdict.UNKNOWN;
  }

  private static CheckBackQuestion asked(CheckBack question) {
    return new CheckBackQuestion(
        question.getMessageId(),
        question.getProducer(),
        question.getDestination(),
        Optional.ofNullable(question.getTag()),
        Optional.ofNullable(question.getBusinessKey()),
        question.getAttempt(),
        Instant.ofEpochMilli(question.getPreparedAt()),
        Instant.ofEpochMilli(question.getAskedAt()));
  }

  private Outgoing outgoing(CheckBack question, Verdict verdict) {
    String id = question.getMessageId();
    String topic = connection.topics().confirm();
    return new Outgoing(
        topic,
        RoutingKey.of(id),
        connection.codec().encode(topic, decide(question, verdict)),
        Intent.report("answer " + verdict + " to the check-back of", id));
  }

  private Decide decide(CheckBack question, Verdict verdict) {
    String id = question.getMessageId();
    Decide.Builder answer =
        Decide.newBuilder()
            .setMessageId(id)
            .setDecision(decision(verdict))
            .setActor(connection.config().instanceId());
    List<String> others = BundleIds.others(id);
    if (decides(verdict) && !others.isEmpty()) {
      // The others have questions of their own, or none yet: this is the producer's decision.
      return answer
          .setSource(DecisionSource.PRODUCER)
          .setMembers(others)
          .setReason("answer to check-back " + question.getAttempt() + " of message '" + id + "'")
          .build();
    }
    return answer
        .setSource(DecisionSource.CHECK_BACK)
        .setCheckBackAttempt(question.getAttempt())
        .setNonce(question.getNonce())
        .build();
  }

  private static boolean decides(Verdict verdict) {
    return switch (verdict) {
      case CONFIRM, ROLL_BACK -> true;
      case UNKNOWN, IN_PROGRESS -> false;
    };
  }

  private static Decision decision(Verdict verdict) {
    return switch (verdict) {
      case CONFIRM -> Decision.CONFIRM;
      case ROLL_BACK -> Decision.ROLL_BACK;
      case UNKNOWN -> Decision.UNKNOWN;
      case IN_PROGRESS -> Decision.IN_PROGRESS;
    };
  }
}
