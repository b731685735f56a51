package io.surety.bench.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.surety.bench.kafka.Signals;
import io.surety.bench.lab.StdinWatch;
import io.surety.schemas.Headers;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The service's job, in a process of its own: claims deliveries that are due, and writes them to
 * their destinations. Its argument is a file of settings of Kafka's producer, with where the
 * database is among them. Prints {@code READY} when it runs; ends when it fails.
 */
public final class RelayMain {
  static final String URL = "bench.url";
  static final String USER = "bench.user";
  static final String PASSWORD = "bench.password";

  private static final int THREADS = 2;
  private static final int BATCH = 500;

  /** After a batch that was not full. */
  private static final long PAUSE_NANOS = 5_000_000;

  private final Properties settings;
  private final Producer<byte[], byte[]> producer;

  private RelayMain(Properties settings) {
    this.settings = settings;
    Map<String, Object> config = new HashMap<>();
    settings.forEach((key, value) -> config.put((String) key, value));
    this.producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  public static void main(String[] args) throws IOException {
    StdinWatch.start();
    Properties settings = new Properties();
    try (Reader file = Files.newBufferedReader(Path.of(args[0]))) {
      settings.load(file);
    }
    RelayMain relay = new RelayMain(settings);
    for (int i = 1; i <= THREADS; i++) {
      new Thread(relay::run, "relay-" + i).start();
    }
    System.out.println("READY");
  }

  private void run() {
    try (Connection connection =
        Database.connect(
            settings.getProperty(URL),
            settings.getProperty(USER),
            settings.getProperty(PASSWORD))) {
      while (true) {
        if (Tables.claim(connection, BATCH, this::send) < BATCH) {
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      }
    } catch (SQLException | RuntimeException e) {
      fail(e);
    }
  }

  /** Not awaited: what does not arrive is due again when nobody has reported it for a while. */
  private void send(Tables.Due due, byte[] payload) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(due.destination(), due.businessKey().getBytes(UTF_8), payload);
    record.headers().add(Headers.ID, due.messageId().getBytes(UTF_8));
    record.headers().add(Headers.ATTEMPT, String.valueOf(due.attempt()).getBytes(UTF_8));
    record.headers().add(Headers.GROUPS, due.group().getBytes(UTF_8));
    record.headers().add(Headers.PRODUCER, Signals.PRODUCER.getBytes(UTF_8));
    var unused =
        producer.send(
            record,
            (metadata, failure) -> {
              if (failure != null) {
                fail(failure);
              }
            });
  }

  private static void fail(Exception why) {
    why.printStackTrace();
    Runtime.getRuntime().halt(1);
  }
}
