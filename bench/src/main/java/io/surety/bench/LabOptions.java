package io.surety.bench;

import io.surety.bench.lab.Jvm;
import io.surety.bench.lab.LabException;
import io.surety.bench.lab.LabSettings;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that measures: where, and how programs are run. */
public final class LabOptions {
  @Option(
      names = "--bootstrap-server",
      paramLabel = "HOST:PORT",
      description =
          "A Kafka that runs already. Topics are made under bench-... and deleted again. Default: a"
              + " broker is started, and ended at the end.")
  private @Nullable String bootstrapServer;

  @Option(
      names = "--command-config",
      paramLabel = "FILE",
      description = "Properties of Kafka's clients, for a broker that wants to know who is there.")
  private @Nullable Path commandConfig;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "Where logs and data go. Kept. Default: a new directory in that of temporary files.")
  private @Nullable Path directory;

  @Option(
      names = "--broker-jvm",
      paramLabel = "OPTIONS",
      split = " ",
      description = "JVM options of the broker. Default: 1 GiB of heap, G1.")
  private @Nullable List<String> brokerJvm;

  @Option(
      names = "--coordinator-jvm",
      paramLabel = "OPTIONS",
      split = " ",
      description = "JVM options of the coordinator. Default: -Xms1g -Xmx1g -XX:+UseG1GC.")
  private @Nullable List<String> coordinatorJvm;

  @Option(
      names = "--coordinator-jdk",
      paramLabel = "DIR",
      description = "JDK that runs the coordinator. Default: the one that runs this.")
  private @Nullable Path coordinatorJdk;

  @Option(
      names = "--peer-jvm",
      paramLabel = "OPTIONS",
      split = " ",
      description = "JVM options of the servers of other systems. Default: 2 GiB of heap, G1.")
  private @Nullable List<String> peerJvm;

  @Option(
      names = {"-o", "--option"},
      paramLabel = "KEY=VALUE",
      description = "A setting of the coordinator, as in docs/configuration.md; can be repeated.")
  private Map<String, String> options = new LinkedHashMap<>();

  @Option(names = "--small", hidden = true, description = "Small JVMs, for tests.")
  private boolean isSmall;

  /** Made by picocli. */
  public LabOptions() {}

  /** The settings, with a directory that exists. */
  public LabSettings settings() {
    Path where = directory();
    LabSettings base = isSmall ? LabSettings.small(where) : LabSettings.in(where);
    return new LabSettings(
        client(),
        where,
        jvm(base.broker(), brokerJvm),
        coordinator(base.coordinator()),
        jvm(base.peer(), peerJvm),
        options);
  }

  private Jvm coordinator(Jvm otherwise) {
    Jvm jvm = jvm(otherwise, coordinatorJvm);
    if (coordinatorJdk == null) {
      return jvm;
    }
    if (!Files.isExecutable(coordinatorJdk.resolve("bin").resolve("java"))) {
      throw new LabException("--coordinator-jdk has no bin/java: " + coordinatorJdk);
    }
    return new Jvm(coordinatorJdk, jvm.options());
  }

  private static Jvm jvm(Jvm otherwise, @Nullable List<String> options) {
    return options == null ? otherwise : otherwise.with(options);
  }

  private Map<String, Object> client() {
    Map<String, Object> client = new HashMap<>();
    if (commandConfig != null) {
      try (Reader file = Files.newBufferedReader(commandConfig)) {
        Properties properties = new Properties();
        properties.load(file);
        properties.forEach((key, value) -> client.put((String) key, value));
      } catch (IOException e) {
        throw new LabException("--command-config cannot be read: " + commandConfig, e);
      }
    }
    if (bootstrapServer != null) {
      client.put("bootstrap.servers", bootstrapServer);
    } else if (!client.isEmpty() && !client.containsKey("bootstrap.servers")) {
      throw new LabException("--command-config needs --bootstrap-server as well");
    }
    return client;
  }

  private Path directory() {
    try {
      return directory == null
          ? Files.createTempDirectory("surety-bench")
          : Files.createDirectories(directory).toAbsolutePath();
    } catch (IOException e) {
      throw new LabException("no directory for logs and data: " + directory, e);
    }
  }
}
