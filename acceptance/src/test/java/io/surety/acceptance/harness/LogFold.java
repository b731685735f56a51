package io.surety.acceptance.harness;

import io.surety.lifecycle.Content;
import io.surety.lifecycle.Decision;
import io.surety.lifecycle.Failure;
import io.surety.lifecycle.Lifecycle;
import io.surety.lifecycle.Limits;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Mode;
import io.surety.lifecycle.Policies;
import io.surety.lifecycle.Signal;
import io.surety.lifecycle.Transition;
import io.surety.schemas.Codec;
import io.surety.schemas.Topics;
import io.surety.schemas.avro.Consume;
import io.surety.schemas.avro.Decide;
import io.surety.schemas.avro.ErrorInfo;
import io.surety.schemas.avro.Prepare;
import io.surety.schemas.avro.Receive;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The expected outcome of every message: the rules applied to the four signal topics, merged by
 * log-append time, with nothing of the coordinator's shell in between.
 *
 * <p>Timers are not in the log, so the fold cannot know when they fired. It lets them fire only
 * where they decide: after the last signal of a message. In between, what a timer has caused shows
 * in the signals that answer it (an attempt ahead of the row is adopted, a due delivery is a
 * decision in the log, and a decision is judged by its own time).
 */
public final class LogFold {
  private final Lifecycle lifecycle;
  private final Topics topics;
  private final Codec codec;
  private final Map<String, Message> messages = new TreeMap<>();
  private final Map<String, Outcome> outcomes = new TreeMap<>();

  private LogFold(Policies policies, Topics topics, Codec codec) {
    this.lifecycle = new Lifecycle(policies, Limits.DEFAULT);
    this.topics = topics;
    this.codec = codec;
  }

  /**
   * Folds these records; what is no signal is passed over.
   *
   * @param until timers due before this time have fired, epoch ms
   */
  static Map<String, Outcome> of(
      Policies policies,
      Topics topics,
      Codec codec,
      List<ConsumerRecord<byte[], byte[]>> records,
      long until) {
    LogFold fold = new LogFold(policies, topics, codec);
    // Sorting is stable and the reader keeps the order of a partition, so equal times stay in
    // order.
    records.stream()
        .sorted(Comparator.comparingLong(ConsumerRecord::timestamp))
        .forEach(fold::apply);
    List.copyOf(fold.messages.keySet()).forEach(id -> fold.passTime(id, until));
    return fold.outcomes;
  }

  private void apply(ConsumerRecord<byte[], byte[]> record) {
    signal(record)
        .ifPresent(
            found -> found.ids().forEach(id -> apply(id, found.signal(), record.timestamp())));
  }

  private void passTime(String id, long until) {
    for (long due = messages.get(id).nextDue(); due < until; due = messages.get(id).nextDue()) {
      apply(id, new Signal.Due(), due);
    }
  }

  private void apply(String id, Signal signal, long now) {
    Message before = messages.getOrDefault(id, Message.absent(id));
    Transition transition = lifecycle.on(before, signal, now);
    Message next = transition.next();
    // Of a finished message nothing but its outcome is remembered.
    boolean isForgotten = before.isFinished() && before.content().producer().isEmpty();
    if (!isForgotten) {
      outcomes.put(id, Outcome.of(next));
    }
    messages.put(id, next.isFinished() ? remembered(next) : next);
  }

  private static Message remembered(Message message) {
    return Message.settled(
        message.id(),
        message.status(),
        message.revision(),
        Content.remembered(message.content().digest(), message.content().mode()),
        message.reason(),
        message.settledAt());
  }

  private record Found(List<String> ids, Signal signal) {
    Found(String id, Signal signal) {
      this(List.of(id), signal);
    }
  }

  private Optional<Found> signal(ConsumerRecord<byte[], byte[]> record) {
    if (record.topic().equals(topics.prepare())) {
      return codec
          .decode(Prepare.class, record.value())
          .value()
          .map(prepare -> new Found(prepare.getMessageId(), of(prepare, record)));
    } else if (record.topic().equals(topics.confirm())) {
      return codec
          .decode(Decide.class, record.value())
          .value()
          .map(decide -> new Found(ids(decide), of(decide)));
    } else if (record.topic().equals(topics.receive())) {
      return codec
          .decode(Receive.class, record.value())
          .value()
          .map(receive -> new Found(receive.getMessageId(), of(receive)));
    }
    return codec
        .decode(Consume.class, record.value())
        .value()
        .map(consume -> new Found(consume.getMessageId(), of(consume)));
  }

  private static Signal of(Prepare prepare, ConsumerRecord<byte[], byte[]> record) {
    long at = record.timestamp();
    return new Signal.Prepare(
        new Content(
            prepare.getProducer(),
            prepare.getDestination(),
            orEmpty(prepare.getTag()),
            orEmpty(prepare.getBusinessKey()),
            Mode.valueOf(prepare.getMode().name()),
            Arrays.hashCode(record.value()),
            at,
            or(prepare.getDeliverAt(), 0),
            prepare.getTtlMs() == null ? Message.NEVER : at + prepare.getTtlMs(),
            or(prepare.getCheckBackAfterMs(), 0)));
  }

  /** A decision about a bundle is one about each of its messages. */
  private static List<String> ids(Decide decide) {
    return Stream.concat(Stream.of(decide.getMessageId()), decide.getMembers().stream()).toList();
  }

  private static Signal of(Decide decide) {
    return new Signal.Decide(
        Signal.Decide.Kind.valueOf(decide.getDecision().name()),
        Decision.Source.valueOf(decide.getSource().name()),
        decide.getCheckBackAttempt() == null ? 0 : decide.getCheckBackAttempt(),
        orEmpty(decide.getNonce()),
        orEmpty(decide.getGroup()),
        or(decide.getDeliverAt(), 0),
        orEmpty(decide.getActor()),
        orEmpty(decide.getReason()));
  }

  private static Signal of(Receive receive) {
    return new Signal.Receive(receive.getGroup(), receive.getInstance(), receive.getAttempt());
  }

  private static Signal of(Consume consume) {
    ErrorInfo error = consume.getError();
    return new Signal.Consume(
        consume.getGroup(),
        Signal.Consume.Outcome.valueOf(consume.getOutcome().name()),
        consume.getAttempt(),
        error == null ? Failure.NONE : Failure.of(error.getType(), error.getMessage()),
        or(consume.getRetryAfterMs(), -1));
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static long or(@Nullable Long value, long otherwise) {
    return value == null ? otherwise : value;
  }
}
