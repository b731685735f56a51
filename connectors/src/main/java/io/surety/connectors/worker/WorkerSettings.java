package io.surety.connectors.worker;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Settings of the embedded worker. Its clients share the settings of Kafka. */
final class WorkerSettings {
  private WorkerSettings() {}

  static Map<String, String> of(Path home, Path directory, Map<String, Object> kafka) {
    Map<String, String> all = new TreeMap<>();
    for (String clients : new String[] {"", "producer.", "consumer.", "admin."}) {
      kafka.forEach((key, value) -> all.put(clients + key, String.valueOf(value)));
    }
    all.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
    all.put("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
    all.put("offset.storage.file.filename", directory.resolve("offsets").toString());
    all.put("offset.flush.interval.ms", "5000");
    all.put("plugin.path", home.resolve("plugins").toString());
    all.put("plugin.discovery", "service_load");
    return all;
  }
}
