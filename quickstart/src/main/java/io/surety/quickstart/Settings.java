package io.surety.quickstart;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Settings for one machine and an impatient reader; everything else is as in production. */
final class Settings {
  /**
   * How long a registration takes to be in force; by default a second, and every start waits it.
   */
  private static final String REGISTRY_STALENESS_MS = "200";

  private static final String REGISTRY_STALENESS = "surety.registry.staleness.max.ms";

  private Settings() {}

  /** For the coordinator and its REST interface. */
  static Map<String, String> server(
      Options options, String bootstrapServers, Optional<Archive> archive) {
    Map<String, String> all = new HashMap<>(server(options, bootstrapServers));
    archive.map(Archive::settings).ifPresent(all::putAll);
    return all;
  }

  private static Map<String, String> server(Options options, String bootstrapServers) {
    return Map.ofEntries(
        Map.entry("surety.bootstrap.servers", bootstrapServers),
        Map.entry("surety.state.dir", options.dataDir().resolve("state").toString()),
        Map.entry("surety.rest.port", String.valueOf(options.port())),
        Map.entry("surety.topics.create", "true"),
        Map.entry("surety.replication.factor", "1"),
        Map.entry("surety.partitions", "4"),
        Map.entry("surety.standby.replicas", "0"),
        Map.entry("surety.stream.threads", "1"),
        Map.entry("surety.rocksdb.memory.bytes", String.valueOf(64 << 20)),
        Map.entry(REGISTRY_STALENESS, REGISTRY_STALENESS_MS));
  }

  /** For the demo's shop and consumers. */
  static Map<String, Object> client(Map<String, Object> kafka) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(REGISTRY_STALENESS, REGISTRY_STALENESS_MS);
    // What runs longer than this is interrupted at the end; the demo's handlers take no time.
    settings.put("surety.close.timeout.ms", "3000");
    return settings;
  }
}
