package io.surety.topology.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.surety.schemas.registry.RegistryUnavailableException;
import io.surety.topology.CoordinatorMetrics;
import io.surety.topology.StoreNames;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the records of the registry into the global store and the view.
 *
 * <p>Kafka Streams 4.3.1 restores a global store through its processor, with an instance of its
 * own; earlier versions filled it in bulk. So the view is filled in both ways: from what is stored
 * when it starts, and from each record. A record that is not a registration changes nothing: it is
 * counted and logged, and what was registered before stays in force. Nothing a record contains
 * stops the thread.
 */
final class RegistryProcessor implements Processor<byte[], byte[], Void, Void> {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryProcessor.class);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int KEY_SHOWN_MAX = 300;

  private final RegistrationReader reader;
  private final RegistryView view;
  private final CoordinatorMetrics metrics;
  private final BooleanSupplier isClosed;
  private @Nullable TimestampedKeyValueStore<String, byte[]> store;

  RegistryProcessor(
      RegistrationReader reader,
      RegistryView view,
      CoordinatorMetrics metrics,
      BooleanSupplier isClosed) {
    this.reader = reader;
    this.view = view;
    this.metrics = metrics;
    this.isClosed = isClosed;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    TimestampedKeyValueStore<String, byte[]> opened = context.getStateStore(StoreNames.REGISTRY);
    store = opened;
    try (KeyValueIterator<String, ValueAndTimestamp<byte[]>> all = opened.all()) {
      all.forEachRemaining(
          stored -> take(stored.key, stored.value.value(), stored.value.timestamp()));
    }
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    if (record.key() == null) {
      malformed("", "the key is missing");
      return;
    }
    String key = new String(record.key(), UTF_8);
    if (record.value() == null) {
      opened().delete(key);
      view.remove(key);
    } else if (take(key, record.value(), record.timestamp())) {
      opened().put(key, ValueAndTimestamp.make(record.value(), record.timestamp()));
    }
  }

  /** False if it is not a registration. */
  private boolean take(String key, byte[] value, long at) {
    try {
      view.put(key, read(key, value, at));
      return true;
    } catch (InvalidRegistrationException e) {
      malformed(key, String.valueOf(e.getMessage()));
    } catch (InterruptException | StreamsException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error("Defect: registration '{}' could not be read", printable(key), e);
      malformed(key, e.toString());
    }
    return false;
  }

  // The bytes may be right, and a subscription must not be lost because a schema cannot be had
  // now: until it can, the registry counts as stale, and decisions wait.
  private Entry read(String key, byte[] value, long at) throws InvalidRegistrationException {
    boolean isTold = false;
    while (true) {
      try {
        return reader.read(key, value, at);
      } catch (RegistryUnavailableException e) {
        if (!isTold) {
          LOG.warn("Registration '{}' waits for the schema registry: {}", key, e.getMessage());
        }
        isTold = true;
        if (isClosed.getAsBoolean()) {
          throw new StreamsException("closed while a registration waits for its schema", e);
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private void malformed(String key, String problem) {
    metrics.malformedRegistration();
    LOG.warn(
        "Registration '{}' is not valid and is ignored, what was registered before stays: {}",
        printable(key),
        problem);
  }

  private static String printable(String key) {
    String head = key.length() <= KEY_SHOWN_MAX ? key : key.substring(0, KEY_SHOWN_MAX) + "...";
    return head.replaceAll("\\p{Cntrl}", "?");
  }

  private TimestampedKeyValueStore<String, byte[]> opened() {
    TimestampedKeyValueStore<String, byte[]> opened = store;
    if (opened == null) {
      throw new IllegalStateException("the registry's processor is used before init");
    }
    return opened;
  }
}
