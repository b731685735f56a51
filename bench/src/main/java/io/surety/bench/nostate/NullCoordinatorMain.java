package io.surety.bench.nostate;

import io.surety.bench.lab.StdinWatch;
import io.surety.schemas.Topics;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/**
 * A coordinator that knows nothing, in a process of its own: reads the four signal topics, writes
 * the destination's record when it reads a confirm, and an archive record when it reads that the
 * first group has consumed. Its confirms carry the payload, since it cannot remember it. Its
 * argument is a file of settings of Kafka Streams, with the names of the topics among them. Prints
 * {@code READY} when it runs.
 */
public final class NullCoordinatorMain {
  static final String PREFIX = "bench.prefix";
  static final String DESTINATION = "bench.destination";
  static final String GROUPS = "bench.groups";
  static final String ARCHIVE_BYTES = "bench.archive.bytes";

  private NullCoordinatorMain() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    StdinWatch.start();
    Properties settings = new Properties();
    try (Reader file = Files.newBufferedReader(Path.of(args[0]))) {
      settings.load(file);
    }
    CountDownLatch running = new CountDownLatch(1);
    KafkaStreams streams = new KafkaStreams(topology(settings), new StreamsConfig(settings));
    streams.setStateListener(
        (next, before) -> {
          if (next == KafkaStreams.State.RUNNING) {
            running.countDown();
          } else if (next == KafkaStreams.State.ERROR) {
            Runtime.getRuntime().halt(1);
          }
        });
    streams.start();
    running.await();
    System.out.println("READY");
    new CountDownLatch(1).await();
  }

  private static Topology topology(Properties settings) {
    Topics topics = Topics.of(settings.getProperty(PREFIX));
    ByteArrayDeserializer reader = new ByteArrayDeserializer();
    ByteArraySerializer writer = new ByteArraySerializer();
    return new Topology()
        .addSource("prepare", reader, reader, topics.prepare())
        .addSource("confirm", reader, reader, topics.confirm())
        .addSource("receive", reader, reader, topics.receive())
        .addSource("consume", reader, reader, topics.consume())
        .addProcessor(
            "null",
            () ->
                new NullProcessor(
                    topics,
                    settings.getProperty(GROUPS),
                    Integer.parseInt(settings.getProperty(ARCHIVE_BYTES))),
            "prepare",
            "confirm",
            "receive",
            "consume")
        .addSink(
            NullProcessor.DESTINATION, settings.getProperty(DESTINATION), writer, writer, "null")
        .addSink(NullProcessor.ARCHIVE, topics.archive(), writer, writer, "null");
  }
}
