package io.surety.rest.signal;

import io.surety.rest.problem.Problem;
import io.surety.rest.problem.ProblemCode;
import io.surety.rest.problem.ProblemException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes records to the coordinator's topics, and returns when they are safe. Thread-safe. */
public final class SignalWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SignalWriter.class);
  private static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(8);
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(4);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final Producer<String, byte[]> producer;

  private SignalWriter(Producer<String, byte[]> producer) {
    this.producer = producer;
  }

  /**
   * A writer with a producer of its own.
   *
   * @param client how to reach the brokers
   * @param valueMaxBytes no value is larger
   */
  public static SignalWriter open(Map<String, Object> client, int valueMaxBytes) {
    Map<String, Object> config = new HashMap<>(client);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY_TIMEOUT.toMillis());
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_TIMEOUT.toMillis());
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, REQUEST_TIMEOUT.toMillis());
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, valueMaxBytes + 64 * 1024);
    config.put(ProducerConfig.CLIENT_ID_CONFIG, "surety-rest");
    return new SignalWriter(
        new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer()));
  }

  /**
   * Writes a record, or a tombstone.
   *
   * @throws ProblemException when the brokers will not have it, or when it is not known whether it
   *     was written
   */
  public LogPosition write(String topic, String key, byte @Nullable [] value) {
    try {
      RecordMetadata written = producer.send(new ProducerRecord<>(topic, key, value)).get();
      return new LogPosition(topic, written.partition(), written.offset());
    } catch (ExecutionException e) {
      throw problem(topic, String.valueOf(e.getCause()), e.getCause());
    } catch (KafkaException e) {
      throw problem(topic, e.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unknown();
    }
  }

  /** Waits a moment for what is being written. */
  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
  }

  private static ProblemException problem(String topic, String said, @Nullable Throwable cause) {
    if (cause instanceof RecordTooLargeException) {
      return ProblemException.of(
          ProblemCode.TOO_LARGE,
          "It is larger than topic '"
              + topic
              + "' takes: send less, or raise the topic's max.message.bytes.");
    }
    LOG.warn("Writing to {} failed: {}", topic, said);
    return cause instanceof AuthorizationException || cause instanceof AuthenticationException
        ? ProblemException.of(
            ProblemCode.INTERNAL_ERROR,
            "The server may not write to topic '" + topic + "': allow it, and ask again.")
        : unknown();
  }

  private static ProblemException unknown() {
    return new ProblemException(
        Problem.of(
                ProblemCode.OUTCOME_UNKNOWN,
                "Kafka did not acknowledge in time: the request may or may not take effect."
                    + " Repeat it; a repetition changes nothing.")
            .retryAfter(1_000));
  }
}
