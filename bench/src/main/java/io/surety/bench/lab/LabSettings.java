package io.surety.bench.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How programs are run.
 *
 * @param client how to reach a Kafka that runs already; empty: a broker is started
 * @param directory where logs and data go; deleted by nobody
 * @param broker runs the broker that is started
 * @param coordinator runs coordinators, the null coordinator too
 * @param peer runs the programs of other systems
 * @param coordinatorSettings keys of Surety's configuration that win over the bench's own
 */
public record LabSettings(
    Map<String, Object> client,
    Path directory,
    Jvm broker,
    Jvm coordinator,
    Jvm peer,
    Map<String, String> coordinatorSettings) {
  private static final Jvm BROKER =
      Jvm.here("-Xms1g", "-Xmx1g", "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20");
  private static final Jvm COORDINATOR = Jvm.here("-Xms1g", "-Xmx1g", "-XX:+UseG1GC");
  private static final Jvm PEER = Jvm.here("-Xms2g", "-Xmx2g", "-XX:+UseG1GC");

  public LabSettings {
    client = Map.copyOf(client);
    coordinatorSettings = Map.copyOf(coordinatorSettings);
  }

  /** A broker of its own, and the JVM options that are documented as the default. */
  public static LabSettings in(Path directory) {
    return new LabSettings(Map.of(), directory, BROKER, COORDINATOR, PEER, Map.of());
  }

  /** All small, for tests: quick to start, slow in the long run. */
  public static LabSettings small(Path directory) {
    Jvm small =
        new Jvm(
            Path.of(System.getProperty("java.home")),
            List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    return new LabSettings(Map.of(), directory, small, small, small, Map.of());
  }
}
