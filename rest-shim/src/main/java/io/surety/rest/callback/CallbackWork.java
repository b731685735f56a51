package io.surety.rest.callback;

import io.surety.rest.json.Json;
import io.surety.rest.signal.Answers;
import io.surety.schemas.avro.Consume;
import io.surety.schemas.avro.Decide;
import io.surety.schemas.avro.Decision;
import io.surety.schemas.avro.DecisionSource;
import io.surety.schemas.avro.ErrorInfo;
import io.surety.schemas.avro.Outcome;
import io.surety.schemas.avro.Receive;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one question and writes down what was answered. Somebody who was reached and gave no verdict
 * has said UNKNOWN; of somebody who was not reached nothing is written, so that an outage decides
 * nothing and spends nothing. Thread-safe.
 */
final class CallbackWork {
  private static final Logger LOG = LoggerFactory.getLogger(CallbackWork.class);
  private static final int BODY_MAX_BYTES = 64 * 1024;

  private final HttpCaller caller;
  private final Secrets secrets;
  private final Answers answers;
  private final CallbackCounts counts;
  private final LongSupplier clock;
  private final Json json = new Json(BODY_MAX_BYTES);
  private final AnswerReader reader = new AnswerReader();

  /**
   * @param clock epoch ms
   */
  CallbackWork(
      HttpCaller caller,
      Secrets secrets,
      Answers answers,
      CallbackCounts counts,
      LongSupplier clock) {
    this.caller = caller;
    this.secrets = secrets;
    this.answers = answers;
    this.counts = counts;
    this.clock = clock;
  }

  /** The call that asks this question there. */
  HostLane.Call call(Question question, CallbackTarget target, CallbackUrl url) {
    return new HostLane.Call() {
      @Override
      public CallOutcome make() {
        return ask(question, target, url);
      }

      @Override
      public void notMade(CallOutcome why) {
        counts.ended(question.kind(), why);
      }
    };
  }

  private CallOutcome ask(Question question, CallbackTarget target, CallbackUrl url) {
    List<SigningKey> keys = secrets.keys(target.secret(), question.who());
    if (keys.isEmpty()) {
      return ended(
          question,
          url,
          HttpReply.failed(
              CallOutcome.NOT_ALLOWED,
              "there is no secret '"
                  + target.secret()
                  + "' for '"
                  + question.who()
                  + "' in the file of surety.callback.secrets.file"));
    }
    long now = TimeUnit.MILLISECONDS.toSeconds(clock.getAsLong());
    long started = System.nanoTime();
    HttpReply reply =
        caller.post(new SignedCall(url, question.callId(), now, keys, question.body(json)));
    counts.took(System.nanoTime() - started);
    return ended(question, url, reply);
  }

  private CallOutcome ended(Question question, CallbackUrl url, HttpReply reply) {
    if (!reply.outcome().isReached()) {
      LOG.info(
          "{} '{}' was not reached at {}: {}, {}",
          question.kind(),
          question.who(),
          url.authority(),
          reply.outcome(),
          reply.detail());
      counts.ended(question.kind(), reply.outcome());
      return reply.outcome();
    }
    boolean isExplicit =
        switch (question.kind()) {
          case CHECK_BACK -> decide(question, url, reply);
          case CONSUME_CHECK -> report(question, url, reply);
        };
    CallOutcome outcome = isExplicit ? CallOutcome.ANSWERED : CallOutcome.NO_VERDICT;
    if (!isExplicit) {
      LOG.warn(
          "{} '{}' gave no verdict on '{}' at {}: status {}{}",
          question.kind(),
          question.who(),
          question.messageId(),
          url.authority(),
          reply.status(),
          reply.detail().isEmpty() ? "" : ", " + reply.detail());
    }
    counts.ended(question.kind(), outcome);
    return outcome;
  }

  private boolean decide(Question question, CallbackUrl url, HttpReply reply) {
    Optional<Verdict> verdict = reader.read(reply, question, "verdict", Verdict.values());
    answers.write(
        Decide.newBuilder()
            .setMessageId(question.messageId())
            .setDecision(Decision.valueOf(verdict.orElse(Verdict.UNKNOWN).name()))
            .setSource(DecisionSource.CHECK_BACK)
            .setCheckBackAttempt(question.attempt())
            .setNonce(question.nonce())
            .setActor("callback " + url.authority())
            .build());
    return verdict.isPresent();
  }

  private boolean report(Question question, CallbackUrl url, HttpReply reply) {
    Optional<GroupState> state = reader.read(reply, question, "state", GroupState.values());
    switch (state.orElse(GroupState.UNKNOWN)) {
      case CONSUMED -> answers.write(consume(question, Outcome.CONSUMED).build());
      case NOT_CONSUMED ->
          answers.write(consume(question, Outcome.FAILED).setError(notConsumed()).build());
      case IN_PROGRESS ->
          answers.write(
              new Receive(
                  question.messageId(),
                  question.who(),
                  "callback " + url.authority(),
                  question.attempt()));
      case UNKNOWN -> {
        // Said nothing: it is delivered again after the timeout.
      }
    }
    return state.isPresent();
  }

  private static Consume.Builder consume(Question question, Outcome outcome) {
    return Consume.newBuilder()
        .setMessageId(question.messageId())
        .setGroup(question.who())
        .setOutcome(outcome)
        .setAttempt(question.attempt());
  }

  private static ErrorInfo notConsumed() {
    return new ErrorInfo(
        "NOT_CONSUMED", "the group answered a consume check with no", null, "not-consumed");
  }
}
