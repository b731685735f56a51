package io.surety.bench.micro;

import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the benchmarks of this package; takes JMH's options. */
public final class Micro {
  private Micro() {}

  /** Two forks, three seconds of warm-up and five of measurement, unless the options say else. */
  public static void main(String[] args) throws RunnerException, CommandLineOptionException {
    Options given = new CommandLineOptions(args);
    new Runner(
            new OptionsBuilder()
                .parent(given)
                .include(given.getIncludes().isEmpty() ? Micro.class.getPackageName() : "^$")
                .forks(given.getForkCount().orElse(2))
                .warmupIterations(given.getWarmupIterations().orElse(3))
                .warmupTime(given.getWarmupTime().orElse(TimeValue.seconds(1)))
                .measurementIterations(given.getMeasurementIterations().orElse(5))
                .measurementTime(given.getMeasurementTime().orElse(TimeValue.seconds(1)))
                .build())
        .run();
  }

  /** Each benchmark a few times in this JVM, to see that it runs; the times mean nothing. */
  static Collection<RunResult> once() throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .include(Micro.class.getPackageName())
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(1))
                .verbosity(VerboseMode.SILENT)
                .build())
        .run();
  }
}
