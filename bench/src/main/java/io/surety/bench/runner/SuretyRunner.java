package io.surety.bench.runner;

import io.surety.bench.lab.Lab;
import io.surety.bench.load.Ledger;
import io.surety.bench.load.Workload;
import java.util.List;
import java.util.Optional;

/** Surety: servers in processes of their own. */
public final class SuretyRunner implements Runner {
  private final String name;
  private final int instances;

  /** One server; for the service loader. */
  public SuretyRunner() {
    this("surety", 1);
  }

  /**
   * Several servers that share the work.
   *
   * @param name in the report
   */
  public SuretyRunner(String name, int instances) {
    if (instances < 1) {
      throw new IllegalArgumentException("instances must be >= 1, was " + instances);
    }
    this.name = name;
    this.instances = instances;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String what() {
    return "Surety's server"
        + (instances == 1 ? "" : ", " + instances + " of them,")
        + " with its default settings; the load are plain producers and consumers with its codec,"
        + " not its SDK";
  }

  @Override
  public List<String> doesNot() {
    return List.of();
  }

  @Override
  public boolean tellsCompletion() {
    return true;
  }

  @Override
  public Optional<String> refuses(Workload workload) {
    return Optional.empty();
  }

  @Override
  public Session start(Lab lab, Workload workload, Ledger ledger) {
    return SuretySession.start(lab, workload, ledger, instances);
  }
}
