package io.surety.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;

class TopologyDescriptionTest {

  /**
   * A store or processor with another name is a lost changelog. If this fails on purpose, the
   * upgrade notes say what an operator must do.
   */
  @Test
  void isTheOneThatIsInUse() throws IOException {
    Topology topology = CoordinatorHarness.topology();

    assertThat(topology.describe().toString().strip()).isEqualTo(golden("topology.txt").strip());
  }

  private static String golden(String file) throws IOException {
    try (InputStream in = TopologyDescriptionTest.class.getResourceAsStream("/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
