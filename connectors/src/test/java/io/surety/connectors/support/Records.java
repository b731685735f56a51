package io.surety.connectors.support;

import io.surety.schemas.avro.Archive;
import io.surety.schemas.avro.Attempt;
import io.surety.schemas.avro.CheckBackRecord;
import io.surety.schemas.avro.DeliveryRecord;
import io.surety.schemas.avro.ErrorInfo;
import io.surety.schemas.avro.Header;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Archive records to begin with. */
public final class Records {
  /** 2026-11-22T08:00:00Z. */
  public static final long T0 = 1_795_334_400_000L;

  private Records() {}

  /** A completed message of one group. */
  public static Archive.Builder completed(String id) {
    return Archive.newBuilder()
        .setMessageId(id)
        .setRevision(1)
        .setStatus("COMPLETED")
        .setProducer("shop")
        .setDestination("orders")
        .setMode("SEND")
        .setPreparedAt(T0)
        .setDecidedAt(T0)
        .setFinishedAt(T0 + 1_000)
        .setDecision("CONFIRM")
        .setDecisionSource("PRODUCER")
        .setCheckBacks(0)
        .setPayload(bytes("payload of " + id))
        .setDeliveries(List.of(delivery("billing", "CONSUMED").build()));
  }

  public static DeliveryRecord.Builder delivery(String group, String status) {
    return DeliveryRecord.newBuilder()
        .setGroup(group)
        .setStatus(status)
        .setAttempts(1)
        .setDispatchedAt(T0 + 10)
        .setReceivedAt(T0 + 20)
        .setSettledAt(T0 + 30);
  }

  /** One in which every field is set. */
  public static Archive full(String id) {
    Attempt failed = new Attempt(1, T0 + 3, T0 + 4, "FAILED", error());
    return Archive.newBuilder()
        .setMessageId(id)
        .setRevision(2)
        .setStatus("DEAD_LETTERED")
        .setProducer("shop")
        .setDestination("orders.paid")
        .setTag("eu.de")
        .setBusinessKey("42 Größe")
        .setMode("PREPARE")
        .setPreparedAt(T0)
        .setDecidedAt(T0 + 1)
        .setFinishedAt(T0 + 9)
        .setDecision("CONFIRM")
        .setDecisionSource("CHECK_BACK")
        .setActor("ada")
        .setReason("ATTEMPTS_EXHAUSTED")
        .setNote("a \"note\"\nof two lines")
        .setCheckBacks(2)
        .setCheckBackUnknowns(1)
        .setDeliverAt(T0 + 2)
        .setExpiresAt(T0 + 3_600_000)
        .setHeaders(
            List.of(
                new Header("trace", bytes("00-1")),
                new Header("raw", ByteBuffer.wrap(new byte[] {(byte) 0xFF, 0})),
                new Header("none", null)))
        .setPayload(ByteBuffer.wrap(new byte[] {0, 1, (byte) 0xFF}))
        .setDeliveries(
            List.of(
                delivery("billing", "DEAD")
                    .setAttempts(2)
                    .setResolved(true)
                    .setReason("REJECTED")
                    .setNote("booked by hand")
                    .setError(error())
                    .setHistory(List.of(failed))
                    .build(),
                delivery("audit", "CONSUMED").setLate(true).build()))
        .setCheckBackHistory(
            List.of(
                new CheckBackRecord(1, T0 + 1, "UNKNOWN", T0 + 2),
                new CheckBackRecord(2, T0 + 3, "CONFIRM", T0 + 4)))
        .build();
  }

  private static ErrorInfo error() {
    return new ErrorInfo("java.io.IOException", "broken \\ pipe", "at a.B", "f1");
  }

  public static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
