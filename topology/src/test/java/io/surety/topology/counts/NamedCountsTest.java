package io.surety.topology.counts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class NamedCountsTest {

  @Test
  void countsNamesBeyondItsBoundTogether() {
    NamedCounts counts = new NamedCounts(2);

    for (String name : new String[] {"a", "b", "a", "c", "d", "c", "b"}) {
      counts.count(name);
    }

    assertThat(counts.sums()).isEqualTo(Map.of("a", 2L, "b", 2L, NamedCounts.OTHERS, 3L));
  }
}
