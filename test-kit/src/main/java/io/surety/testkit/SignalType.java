package io.surety.testkit;

import io.surety.client.SuretyClientConfig;
import io.surety.client.internal.send.Outgoing;
import io.surety.schemas.Codec;
import io.surety.schemas.Topics;
import io.surety.schemas.avro.Decide;
import io.surety.schemas.avro.DecisionSource;
import io.surety.schemas.avro.Prepare;
import org.apache.avro.specific.SpecificRecord;

/** What a client says to the coordinator: what {@link Faults} are for. */
public enum SignalType {
  /** Stores a message that is not decided yet. */
  PREPARE,
  /** Stores a message that is decided already. */
  SEND,
  /** Stores a message that nobody tracks. */
  DIRECT,
  /** The producer decides for the message. */
  CONFIRM,
  /** The producer decides against the message. */
  ROLL_BACK,
  /** Cancels, reschedules, or delivers now. */
  OTHER_DECISION,
  /** Answers a check-back, whatever the verdict is. */
  CHECK_BACK_ANSWER,
  /** A group has the message. */
  RECEIVED,
  /** A group is done with an attempt: consumed, failed, or rejected. */
  OUTCOME,
  /** Registers a producer, a destination or a subscription, or removes it. */
  REGISTRATION;

  static SignalType of(Outgoing outgoing, SuretyClientConfig config) {
    Topics topics = config.topics();
    String topic = outgoing.topic();
    if (topic.equals(topics.prepare())) {
      return of(read(outgoing, Prepare.class, config.codec()));
    }
    if (topic.equals(topics.confirm())) {
      return of(read(outgoing, Decide.class, config.codec()));
    }
    return topic.equals(topics.receive())
        ? RECEIVED
        : topic.equals(topics.consume()) ? OUTCOME : REGISTRATION;
  }

  private static SignalType of(Prepare prepare) {
    return switch (prepare.getMode()) {
      case PREPARE -> PREPARE;
      case SEND -> SEND;
      case DIRECT -> DIRECT;
    };
  }

  private static SignalType of(Decide decide) {
    if (decide.getSource() == DecisionSource.CHECK_BACK) {
      return CHECK_BACK_ANSWER;
    }
    return switch (decide.getDecision()) {
      case CONFIRM -> CONFIRM;
      case ROLL_BACK -> ROLL_BACK;
      case CANCEL, RESCHEDULE, DELIVER_NOW, REDRIVE, RESOLVE, CHECK_NOW, UNKNOWN, IN_PROGRESS ->
          OTHER_DECISION;
    };
  }

  private static <T extends SpecificRecord> T read(Outgoing outgoing, Class<T> type, Codec codec) {
    return codec
        .decode(type, outgoing.value())
        .value()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "cannot read what was to " + outgoing.intent().what() + " as " + type));
  }
}
