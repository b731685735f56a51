package io.surety.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.RunnerException;

class MicroTest {
  @Test
  void everyBenchmarkRuns() throws RunnerException {
    assertThat(Micro.once()).hasSize(14);
  }
}
