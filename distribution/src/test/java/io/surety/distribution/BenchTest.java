package io.surety.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.distribution.Installation.Run;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/surety bench} of the archive; its figures are not looked at. */
class BenchTest {
  private final String surety = Installation.root().resolve("bin/surety").toString();

  @TempDir Path elsewhere;

  @Test
  void saysWhatItCanMeasure() throws Exception {
    Run help = Installation.run(elsewhere, surety, "bench", "--help");
    Run runners = Installation.run(elsewhere, surety, "bench", "--runner", "help");

    assertThat(help.code()).as(help.err()).isZero();
    assertThat(help.out()).contains("--runner", "restart");
    assertThat(runners.out()).contains("surety:", "floor:", "null:");
  }

  /** Its broker and its coordinator are processes with the class path that it was given. */
  @Test
  void measuresWithABrokerOfItsOwn() throws Exception {
    Map<String, String> before = Installation.contents();

    Run run =
        Installation.run(
            elsewhere,
            surety,
            "bench",
            "--small",
            "--dir=" + elsewhere.resolve("run"),
            "--runner=floor,surety",
            "--open=50",
            "--partitions=1",
            "--warm-up=0",
            "--window=0.5",
            "--windows=1");

    assertThat(run.code()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).contains("floor", "surety", "settled");
    assertThat(Installation.contents()).isEqualTo(before);
  }
}
