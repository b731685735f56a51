package io.surety.topology;

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
import java.util.List;

/** Small factories for the records that clients write. */
final class Signals {
  static final String PRODUCER = "shop";
  static final String DESTINATION = "orders";

  private Signals() {}

  static Prepare.Builder prepare(String id) {
    return Prepare.newBuilder()
        .setMessageId(id)
        .setProducer(PRODUCER)
        .setDestination(DESTINATION)
        .setTag("created")
        .setBusinessKey("order-1")
        .setHeaders(List.of())
        .setPayload(ByteBuffer.wrap(("payload of " + id).getBytes()))
        .setMode(Mode.PREPARE);
  }

  static Decide.Builder decide(String id, Decision decision) {
    return Decide.newBuilder()
        .setMessageId(id)
        .setDecision(decision)
        .setSource(DecisionSource.PRODUCER);
  }

  static Decide.Builder operator(String id, Decision decision) {
    return decide(id, decision).setSource(DecisionSource.OPERATOR).setActor("ada");
  }

  static Receive receive(String id, String group, int attempt) {
    return new Receive(id, group, "host-1", attempt);
  }

  static Consume.Builder consume(String id, String group, Outcome outcome, int attempt) {
    return Consume.newBuilder()
        .setMessageId(id)
        .setGroup(group)
        .setOutcome(outcome)
        .setAttempt(attempt);
  }

  static ErrorInfo error(String message) {
    return new ErrorInfo("java.io.IOException", message, "at com.example.Shop", "f1");
  }
}
