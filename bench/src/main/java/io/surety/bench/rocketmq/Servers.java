package io.surety.bench.rocketmq;

import io.surety.bench.lab.GuardedMain;
import io.surety.bench.lab.Jvm;
import io.surety.bench.lab.Lab;
import io.surety.bench.lab.LabException;
import io.surety.bench.lab.Libraries;
import io.surety.bench.lab.Ports;
import io.surety.bench.lab.Program;
import io.surety.bench.lab.Usage;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A name server and a broker of RocketMQ, each in a process of its own. */
final class Servers implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** A broker listens there as well, so far below its port. */
  private static final int FAST_PORT = 2;

  private final Libraries libraries;
  private final Path directory;
  private final int namePort = Ports.free();
  private final Program names;
  private final Program broker;

  private Servers(Lab lab, String name, Libraries libraries) {
    this.libraries = libraries;
    this.directory = lab.directory(name);
    names =
        start(
            "names",
            lab.settings().coordinator().and("-Xms256m", "-Xmx256m"),
            "org.apache.rocketmq.namesrv.NamesrvStartup",
            Map.of("listenPort", String.valueOf(namePort), "bindAddress", "127.0.0.1"),
            "The Name Server boot success");
    try {
      broker =
          start(
              "rocketmq",
              lab.settings().peer(),
              "org.apache.rocketmq.broker.BrokerStartup",
              brokerSettings(),
              "The broker[");
    } catch (RuntimeException e) {
      names.close();
      throw e;
    }
  }

  /** Starts both, and returns when they run. */
  static Servers start(Lab lab, String name, Libraries libraries) {
    return new Servers(lab, name, libraries);
  }

  private Map<String, String> brokerSettings() {
    return Map.ofEntries(
        Map.entry("brokerName", "bench"),
        Map.entry("brokerClusterName", "bench"),
        Map.entry("brokerId", "0"),
        Map.entry("brokerIP1", "127.0.0.1"),
        Map.entry("bindAddress", "127.0.0.1"),
        Map.entry("namesrvAddr", names()),
        Map.entry("listenPort", String.valueOf(Ports.freeWith(FAST_PORT))),
        Map.entry("haListenPort", String.valueOf(Ports.free())),
        Map.entry("storePathRootDir", directory.resolve("store").toString()),
        Map.entry("storePathCommitLog", directory.resolve("store/commitlog").toString()),
        // As Kafka: the operating system writes when it likes.
        Map.entry("flushDiskType", "ASYNC_FLUSH"),
        Map.entry("brokerRole", "ASYNC_MASTER"),
        // Sooner, and it asks about messages whose commit is on its way, and delivers them twice.
        Map.entry("transactionTimeOut", String.valueOf(RocketMqRunner.CHECKED_AFTER.toMillis())),
        Map.entry("transactionCheckInterval", "2000"),
        // At saturation requests wait; refused ones would be sent again.
        Map.entry("waitTimeMillsInSendQueue", "30000"),
        Map.entry("waitTimeMillsInTransactionQueue", "30000"),
        // A disk that is nearly full is no reason not to measure.
        Map.entry("diskMaxUsedSpaceRatio", "95"));
  }

  private Program start(
      String name, Jvm jvm, String main, Map<String, String> settings, String ready) {
    Path file = directory.resolve(name + ".conf");
    Properties properties = new Properties();
    properties.putAll(settings);
    try {
      Files.createDirectories(directory);
      try (Writer writer = Files.newBufferedWriter(file)) {
        properties.store(writer, null);
      }
    } catch (IOException e) {
      throw new LabException("cannot write " + file, e);
    }
    Program program =
        Program.java(
            name,
            directory,
            // Its logs go to the home directory of the user.
            jvm.and(
                "-Duser.home=" + directory,
                "-Drocketmq.home.dir=" + directory,
                "-Drocketmq.broker.diskSpaceWarningLevelRatio=0.98",
                "-Drocketmq.broker.diskSpaceCleanForciblyRatio=0.97"),
            libraries.classPath(),
            GuardedMain.class.getName(),
            List.of(main, "-c", file.toString()));
    try {
      program.awaitLine(ready, PATIENCE);
      return program;
    } catch (RuntimeException e) {
      program.close();
      throw e;
    }
  }

  /** Where the name server is. */
  String names() {
    return "127.0.0.1:" + namePort;
  }

  List<Usage> usages() {
    return List.of(broker.usage(), names.usage());
  }

  @Override
  public void close() {
    broker.close();
    names.close();
  }
}
