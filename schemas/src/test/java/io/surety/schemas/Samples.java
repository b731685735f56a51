package io.surety.schemas;

import io.surety.schemas.avro.Archive;
import io.surety.schemas.avro.Attempt;
import io.surety.schemas.avro.CheckBack;
import io.surety.schemas.avro.CheckBackRecord;
import io.surety.schemas.avro.Consume;
import io.surety.schemas.avro.ConsumeCheck;
import io.surety.schemas.avro.DeadLetter;
import io.surety.schemas.avro.Decide;
import io.surety.schemas.avro.Decision;
import io.surety.schemas.avro.DecisionSource;
import io.surety.schemas.avro.DeliveryRecord;
import io.surety.schemas.avro.DestinationRegistration;
import io.surety.schemas.avro.ErrorInfo;
import io.surety.schemas.avro.Event;
import io.surety.schemas.avro.Header;
import io.surety.schemas.avro.Mode;
import io.surety.schemas.avro.OnExhausted;
import io.surety.schemas.avro.OnNoSubscriber;
import io.surety.schemas.avro.Outcome;
import io.surety.schemas.avro.Prepare;
import io.surety.schemas.avro.ProducerRegistration;
import io.surety.schemas.avro.Receive;
import io.surety.schemas.avro.RedeliveryPolicy;
import io.surety.schemas.avro.SubscriptionRegistration;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * Records whose bytes are frozen, by file name and by the version that froze them. A sample sets
 * only what its version knew: later fields keep their defaults, and so the sample stays equal to
 * what its old bytes decode to.
 */
final class Samples {
  private static final long T0 = 1_795_000_000_000L;

  private Samples() {}

  static Map<String, SpecificRecord> of(String version) {
    return switch (version) {
      case "v1" -> v1();
      case "v2" -> v2();
      case "v3" -> v3();
      default ->
          throw new IllegalArgumentException("no samples for " + version + "; add them to Samples");
    };
  }

  private static Map<String, SpecificRecord> v1() {
    Map<String, SpecificRecord> samples = new LinkedHashMap<>();
    samples.put("Prepare.full", prepare());
    samples.put("Prepare.least", leastPrepare());
    samples.put("Decide.full", decide());
    samples.put("Decide.least", leastDecide());
    samples.put("Receive.full", new Receive("orders-42~0197a5", "billing", "billing-0", 2));
    samples.put(
        "Consume.full",
        new Consume("orders-42~0197a5", "billing", Outcome.FAILED, 2, error(), 1_500L));
    samples.put("Consume.least", new Consume("m1", "billing", Outcome.CONSUMED, 1, null, null));
    samples.put(
        "ProducerRegistration.full",
        ProducerRegistration.newBuilder()
            .setName("orders")
            .setCallbackUrl("https://orders/check")
            .setCheckBackAfterMs(10_000L)
            .setCheckBackMaxDelayMs(60_000L)
            .setCheckBackBudget(15)
            .setCheckBackMaxAgeMs(259_200_000L)
            .setOnExhausted(OnExhausted.ROLL_BACK)
            .build());
    samples.put(
        "ProducerRegistration.least", ProducerRegistration.newBuilder().setName("orders").build());
    samples.put(
        "DestinationRegistration.full",
        new DestinationRegistration("orders.created", OnNoSubscriber.COMPLETE));
    samples.put(
        "SubscriptionRegistration.full",
        SubscriptionRegistration.newBuilder()
            .setGroup("billing")
            .setDestination("orders.created")
            .setTagFilter("eu.*||us.#")
            .setAckTimeoutMs(5_000L)
            .setProcessingTimeoutMs(60_000L)
            .setConsumeCheck(true)
            .setRedelivery(
                new RedeliveryPolicy(500L, 1.5, 30_000L, 0.1, 4, List.of(100L, 1_000L, 60_000L)))
            .build());
    samples.put(
        "SubscriptionRegistration.least",
        SubscriptionRegistration.newBuilder()
            .setGroup("billing")
            .setDestination("orders.created")
            .build());
    samples.put(
        "CheckBack.full",
        new CheckBack(
            "orders-42~0197a5",
            "orders",
            "orders.created",
            "eu.de",
            "42",
            3,
            "9f3c",
            T0,
            T0 + 10_000));
    samples.put(
        "CheckBack.least",
        new CheckBack("m1", "orders", "orders.created", null, null, 1, "00", 0L, 1L));
    samples.put(
        "ConsumeCheck.full",
        new ConsumeCheck(
            "orders-42~0197a5", "billing", "orders.created", "42", 2, "9f3c", T0 + 30_000));
    samples.put("DeadLetter.full", deadLetter());
    samples.put(
        "DeadLetter.least",
        DeadLetter.newBuilder()
            .setMessageId("m1")
            .setReason("UNMATCHED")
            .setAttempts(0)
            .setDeadAt(T0)
            .build());
    samples.put("Archive.full", archive());
    samples.put(
        "Archive.least",
        Archive.newBuilder()
            .setMessageId("m1")
            .setRevision(1)
            .setStatus("ROLLED_BACK")
            .setFinishedAt(T0)
            .setCheckBacks(0)
            .build());
    samples.put(
        "Event.full",
        new Event(
            "orders-42~0197a5",
            "REFUSED",
            T0,
            "CANCELLED",
            "billing",
            "CONTRADICTION",
            "a note",
            "alice"));
    samples.put(
        "Event.least",
        Event.newBuilder()
            .setMessageId("m1")
            .setKind("EXPIRED")
            .setAt(T0)
            .setStatus("EXPIRED")
            .build());
    return samples;
  }

  /** A decision can be about all messages of a bundle. */
  private static Map<String, SpecificRecord> v2() {
    Map<String, SpecificRecord> samples = v1();
    samples.put("Decide.bundle", bundleDecide());
    return samples;
  }

  /** The archive has every question to the producer with its answer. */
  private static Map<String, SpecificRecord> v3() {
    Map<String, SpecificRecord> samples = v2();
    samples.put("Archive.questions", archiveWithQuestions());
    samples.put(
        "ProducerRegistration.callback",
        ProducerRegistration.newBuilder()
            .setName("orders")
            .setCallbackUrl("https://orders/check")
            .setCallbackSecret("shop")
            .build());
    samples.put(
        "SubscriptionRegistration.callback",
        SubscriptionRegistration.newBuilder()
            .setGroup("billing")
            .setDestination("orders.created")
            .setCallbackUrl("https://billing/check")
            .setCallbackSecret("shop")
            .build());
    return samples;
  }

  static Prepare prepare() {
    return new Prepare(
        "orders-42~0197a5",
        "orders",
        "orders.created",
        "eu.de",
        "42 Größe",
        headers(),
        bytes("{\"total\":42}"),
        Mode.PREPARE,
        T0 + 60_000,
        3_600_000L,
        5_000L);
  }

  static Prepare leastPrepare() {
    return Prepare.newBuilder()
        .setMessageId("m1")
        .setProducer("orders")
        .setDestination("orders.created")
        .setPayload(bytes("hi"))
        .setMode(Mode.SEND)
        .build();
  }

  private static Decide decide() {
    return new Decide(
        "orders-42~0197a5",
        Decision.RESCHEDULE,
        DecisionSource.OPERATOR,
        3,
        "9f3c",
        "billing",
        T0 + 60_000,
        "alice",
        "asked by the customer",
        "job-7",
        List.of());
  }

  private static Decide bundleDecide() {
    return Decide.newBuilder(leastDecide())
        .setMessageId("b1~1of3")
        .setMembers(List.of("b1~2of3", "b1~3of3"))
        .build();
  }

  static Decide leastDecide() {
    return Decide.newBuilder()
        .setMessageId("m1")
        .setDecision(Decision.CONFIRM)
        .setSource(DecisionSource.PRODUCER)
        .build();
  }

  private static DeadLetter deadLetter() {
    return new DeadLetter(
        "orders-42~0197a5",
        "billing",
        "REJECTED",
        error(),
        3,
        "orders",
        "orders.created",
        "eu.de",
        "42",
        headers(),
        bytes("payload"),
        T0 + 90_000);
  }

  private static Archive archive() {
    Attempt failed = new Attempt(1, T0 + 1, T0 + 2, "FAILED", error());
    Attempt consumed = new Attempt(2, T0 + 3, T0 + 4, "CONSUMED", null);
    DeliveryRecord billing =
        new DeliveryRecord(
            "billing",
            "CONSUMED",
            2,
            T0 + 3,
            T0 + 4,
            T0 + 5,
            true,
            false,
            null,
            "driver mended",
            error(),
            List.of(failed, consumed));
    DeliveryRecord audit =
        new DeliveryRecord(
            "audit",
            "DEAD",
            1,
            T0 + 3,
            null,
            T0 + 9,
            false,
            true,
            "REJECTED",
            "booked by hand",
            null,
            List.of());
    return new Archive(
        "orders-42~0197a5",
        2,
        "DEAD_LETTERED",
        "orders",
        "orders.created",
        "eu.de",
        "42",
        "PREPARE",
        T0,
        T0 + 1,
        T0 + 9,
        "CONFIRM",
        "PRODUCER",
        "alice",
        "ATTEMPTS_EXHAUSTED",
        "a note",
        3,
        1,
        T0 + 2,
        T0 + 3_600_000,
        headers(),
        bytes("payload"),
        List.of(billing, audit),
        List.of());
  }

  private static Archive archiveWithQuestions() {
    return Archive.newBuilder(archive())
        .setCheckBackHistory(
            List.of(
                new CheckBackRecord(2, T0 + 1, "UNKNOWN", T0 + 2),
                new CheckBackRecord(3, T0 + 3, null, null)))
        .build();
  }

  private static ErrorInfo error() {
    return new ErrorInfo(
        "java.net.SocketTimeoutException", "timed out", "at Billing.charge", "a1b2c3");
  }

  private static List<Header> headers() {
    return List.of(
        new Header("traceparent", bytes("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")),
        new Header("tenant", bytes("a")),
        new Header("tenant", null));
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
