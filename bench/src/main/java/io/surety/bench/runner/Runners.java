package io.surety.bench.runner;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** All runners of the class path. */
public final class Runners {
  private Runners() {}

  /** Every one, in the order in which they are found. */
  public static List<Runner> all() {
    return ServiceLoader.load(Runner.class).stream().map(ServiceLoader.Provider::get).toList();
  }

  /** The one of this name. */
  public static Optional<Runner> named(String name) {
    return all().stream().filter(runner -> runner.name().equals(name)).findFirst();
  }
}
