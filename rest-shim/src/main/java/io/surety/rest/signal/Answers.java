package io.surety.rest.signal;

import io.surety.rest.problem.ProblemException;
import io.surety.schemas.Topics;
import io.surety.schemas.avro.Consume;
import io.surety.schemas.avro.Decide;
import io.surety.schemas.avro.Receive;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what was answered to the coordinator's questions. Nobody waits for the outcome: what
 * cannot be written is asked again. Thread-safe.
 */
public final class Answers {
  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

  private final Topics topics;
  private final SignalEncoder encoder;
  private final SignalWriter writer;

  /** Writes to these topics. */
  public Answers(Topics topics, SignalEncoder encoder, SignalWriter writer) {
    this.topics = topics;
    this.encoder = encoder;
    this.writer = writer;
  }

  /** A producer's answer. */
  public void write(Decide decide) {
    write(topics.confirm(), decide.getMessageId(), decide);
  }

  /** A group's answer: it is done, or it is not. */
  public void write(Consume consume) {
    write(topics.consume(), consume.getMessageId(), consume);
  }

  /** A group's answer: it is at work. */
  public void write(Receive receive) {
    write(topics.receive(), receive.getMessageId(), receive);
  }

  private void write(String topic, String messageId, SpecificRecord record) {
    try {
      SignalRecord signal = encoder.encode(topic, messageId, record);
      writer.write(topic, signal.key(), signal.value());
    } catch (ProblemException e) {
      LOG.warn("An answer about '{}' was not written: {}", messageId, e.getMessage());
    }
  }
}
