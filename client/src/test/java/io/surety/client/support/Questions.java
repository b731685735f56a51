package io.surety.client.support;

import io.surety.schemas.avro.CheckBack;
import io.surety.schemas.avro.ConsumeCheck;

/** Asks as the coordinator does. */
public final class Questions {
  private final Installation installation;
  private final Writer writer;

  public Questions(Installation installation, Writer writer) {
    this.installation = installation;
    this.writer = writer;
  }

  /** Asks a producer about a message to {@code order-paid}. */
  public void checkBack(String id, String producer, int attempt) {
    checkBack(id, producer, "order-paid", attempt);
  }

  public void checkBack(String id, String producer, String destination, int attempt) {
    writer.write(
        installation.topics().checkBack(),
        id,
        Wire.record(
            CheckBack.getClassSchema(),
            "messageId",
            id,
            "producer",
            producer,
            "destination",
            destination,
            "tag",
            "eu.paid",
            "businessKey",
            "order-42",
            "attempt",
            attempt,
            "nonce",
            "nonce-" + attempt,
            "preparedAt",
            1_000_000L,
            "askedAt",
            1_012_000L));
  }

  public void consumeCheck(String id, String group, String destination, int attempt) {
    writer.write(
        installation.topics().consumeCheck(),
        id,
        Wire.record(
            ConsumeCheck.getClassSchema(),
            "messageId",
            id,
            "group",
            group,
            "destination",
            destination,
            "businessKey",
            "order-42",
            "attempt",
            attempt,
            "nonce",
            "n",
            "askedAt",
            1_000L));
  }
}
