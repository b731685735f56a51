package io.surety.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;

class KafkaVersionTest {

  /** So that a run with another Kafka client (profile kafka39) is known to be one. */
  @Test
  void theTestsRunWithTheKafkaClientThatTheBuildNames() {
    String named = System.getProperty("surety.test.client.kafka");
    assumeTrue(named != null, "only the build names one");

    assertThat(AppInfoParser.getVersion()).isEqualTo(named);
  }
}
