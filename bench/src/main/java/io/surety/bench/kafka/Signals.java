package io.surety.bench.kafka;

import io.surety.schemas.Headers;
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
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** What the applications of the load write and read. */
public final class Signals {
  /** The producer of every message. */
  public static final String PRODUCER = "bench";

  private static final String[] KEYS =
      IntStream.range(0, 10_000)
          .mapToObj(n -> String.format(Locale.ROOT, "customer-%07d", n))
          .toArray(String[]::new);

  private Signals() {}

  /** The n-th consumer group, from 0. */
  public static String group(int n) {
    return "group-" + n;
  }

  /** The business key of the n-th message, 16 bytes: one of ten thousand. */
  public static String businessKey(long n) {
    return KEYS[(int) (n % KEYS.length)];
  }

  /** The n-th message, to be decided about. */
  public static Prepare.Builder prepare(long n, String id, String destination, byte[] payload) {
    return Prepare.newBuilder()
        .setMessageId(id)
        .setProducer(PRODUCER)
        .setDestination(destination)
        .setBusinessKey(businessKey(n))
        .setPayload(ByteBuffer.wrap(payload))
        .setMode(Mode.PREPARE);
  }

  /** The producer's decision. */
  public static Decide decide(String id, Decision decision) {
    return Decide.newBuilder()
        .setMessageId(id)
        .setDecision(decision)
        .setSource(DecisionSource.PRODUCER)
        .build();
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

  /** A group has it. */
  public static Receive receive(String id, String group, int attempt) {
    return Receive.newBuilder()
        .setMessageId(id)
        .setGroup(group)
        .setInstance(group + "-1")
        .setAttempt(attempt)
        .build();
  }

  /** A group has consumed it. */
  public static Consume consumed(String id, String group, int attempt) {
    return consume(id, group, attempt, Outcome.CONSUMED).build();
  }

  /** A group could not consume it, and wants it again. */
  public static Consume failed(String id, String group, int attempt) {
    return consume(id, group, attempt, Outcome.FAILED)
        .setError(
            ErrorInfo.newBuilder().setType("Scripted").setMessage("fails the first time").build())
        .build();
  }

  private static Consume.Builder consume(String id, String group, int attempt, Outcome outcome) {
    return Consume.newBuilder()
        .setMessageId(id)
        .setGroup(group)
        .setAttempt(attempt)
        .setOutcome(outcome);
  }

  /** The message id of a delivered record. */
  public static String id(ConsumerRecord<byte[], byte[]> delivered) {
    return header(delivered, Headers.ID);
  }

  /** The attempt of a delivered record. */
  public static int attempt(ConsumerRecord<byte[], byte[]> delivered) {
    return Integer.parseInt(header(delivered, Headers.ATTEMPT));
  }

  /** Whether a delivered record is for this group. */
  public static boolean isFor(ConsumerRecord<byte[], byte[]> delivered, String group) {
    String groups = header(delivered, Headers.GROUPS);
    if (groups.length() == group.length()) {
      return groups.equals(group);
    }
    return ("," + groups + ",").contains("," + group + ",");
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    if (header == null) {
      throw new IllegalStateException(
          "no header " + name + " at " + record.topic() + ", offset " + record.offset());
    }
    return new String(header.value(), StandardCharsets.UTF_8);
  }
}
