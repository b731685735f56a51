package io.surety.connectors.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.connect.runtime.distributed.DistributedConfig;
import org.apache.kafka.connect.runtime.standalone.StandaloneConfig;
import org.junit.jupiter.api.Test;

/** The files for clusters say what was proven. */
class ConfigFilesTest {
  private static final Path FILES = Path.of("config");

  @Test
  void theConnectorIsTheOneThatTheTestsRun() throws Exception {
    Map<String, String> proven =
        new SinkSettings(
                "surety.archive",
                "surety.archive.dead-letter",
                "jdbc:postgresql://localhost:5432/surety_archive",
                "surety",
                "${file:/run/secrets/archive.properties:password}")
            .toMap();
    // One broker is enough for tests.
    proven.put("errors.deadletterqueue.topic.replication.factor", "3");

    assertThat(properties("surety-archive.properties")).isEqualTo(proven);
  }

  @Test
  void jsonAndPropertiesAreTheSame() throws Exception {
    Map<String, String> properties = properties("surety-archive.properties");
    properties.remove("name");

    assertThat(
            new ObjectMapper().readValue(FILES.resolve("surety-archive.json").toFile(), Map.class))
        .isEqualTo(properties);
  }

  @Test
  void connectTakesTheWorkersFiles() throws Exception {
    assertThat(
            new DistributedConfig(properties("connect-distributed.properties"))
                .getString(DistributedConfig.GROUP_ID_CONFIG))
        .isEqualTo("surety-connect");
    assertThat(
            new StandaloneConfig(properties("connect-standalone.properties"))
                .getString(StandaloneConfig.OFFSET_STORAGE_FILE_FILENAME_CONFIG))
        .isEqualTo("/var/lib/connect/offsets");
  }

  private static Map<String, String> properties(String file) throws Exception {
    Properties properties = new Properties();
    try (Reader text = Files.newBufferedReader(FILES.resolve(file))) {
      properties.load(text);
    }
    Map<String, String> all = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> all.put(key, properties.getProperty(key)));
    return all;
  }
}
