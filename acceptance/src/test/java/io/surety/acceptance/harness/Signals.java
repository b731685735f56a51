package io.surety.acceptance.harness;

import io.surety.schemas.avro.CheckBack;
import io.surety.schemas.avro.Consume;
import io.surety.schemas.avro.Decide;
import io.surety.schemas.avro.Decision;
import io.surety.schemas.avro.DecisionSource;
import io.surety.schemas.avro.ErrorInfo;
import io.surety.schemas.avro.Mode;
import io.surety.schemas.avro.Outcome;
import io.surety.schemas.avro.Prepare;
import io.surety.schemas.avro.Receive;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Signals as applications write them, with as little to say as possible. */
public final class Signals {
  /** The producer of every message that names no other. */
  public static final String PRODUCER = "shop";

  private Signals() {}

  /** A prepared message whose payload is its id. */
  public static Prepare.Builder prepare(String id, String destination) {
    return Prepare.newBuilder()
        .setMessageId(id)
        .setProducer(PRODUCER)
        .setDestination(destination)
        .setPayload(ByteBuffer.wrap(id.getBytes(StandardCharsets.UTF_8)))
        .setMode(Mode.PREPARE);
  }

  /** Prepared and confirmed in one record. */
  public static Prepare send(String id, String destination) {
    return prepare(id, destination).setMode(Mode.SEND).build();
  }

  /** The producer's decision. */
  public static Decide decide(String id, Decision decision) {
    return Decide.newBuilder()
        .setMessageId(id)
        .setDecision(decision)
        .setSource(DecisionSource.PRODUCER)
        .build();
  }

  public static Decide confirm(String id) {
    return decide(id, Decision.CONFIRM);
  }

  public static Decide rollBack(String id) {
    return decide(id, Decision.ROLL_BACK);
  }

  public static Decide cancel(String id) {
    return decide(id, Decision.CANCEL);
  }

  /** The producer's decision about all of these. */
  public static Decide bundle(Decision decision, String id, String... members) {
    return Decide.newBuilder(decide(id, decision)).setMembers(List.of(members)).build();
  }

  /** The producer's answer to a question. */
  public static Decide answer(CheckBack question, Decision verdict) {
    return Decide.newBuilder()
        .setMessageId(question.getMessageId())
        .setDecision(verdict)
        .setSource(DecisionSource.CHECK_BACK)
        .setCheckBackAttempt(question.getAttempt())
        .setNonce(question.getNonce())
        .build();
  }

  public static Receive receive(String id, String group, int attempt) {
    return Receive.newBuilder()
        .setMessageId(id)
        .setGroup(group)
        .setInstance(group + "-1")
        .setAttempt(attempt)
        .build();
  }

  public static Consume consumed(String id, String group, int attempt) {
    return consume(id, group, attempt, Outcome.CONSUMED);
  }

  /** How an attempt went; with an error unless it was consumed. */
  public static Consume consume(String id, String group, int attempt, Outcome outcome) {
    Consume.Builder signal =
        Consume.newBuilder()
            .setMessageId(id)
            .setGroup(group)
            .setAttempt(attempt)
            .setOutcome(outcome);
    if (outcome != Outcome.CONSUMED) {
      signal.setError(
          ErrorInfo.newBuilder().setType("Scripted").setMessage(outcome.name()).build());
    }
    return signal.build();
  }
}
