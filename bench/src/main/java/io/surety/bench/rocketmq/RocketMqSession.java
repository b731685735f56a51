package io.surety.bench.rocketmq;

import io.surety.bench.lab.Lab;
import io.surety.bench.lab.Libraries;
import io.surety.bench.lab.Usage;
import io.surety.bench.load.Ledger;
import io.surety.bench.load.Workload;
import io.surety.bench.runner.Session;
import java.time.Duration;
import java.util.List;

/** RocketMQ's servers, and the load on them, which another class loader has. */
final class RocketMqSession implements Session {
  private static final List<String> NOT_FOR_CLIENTS =
      List.of("rocketmq-broker-", "rocketmq-namesrv-", "rocketmq-controller-", "rocketmq-tools-");

  private final Servers servers;
  private final Session load;

  private RocketMqSession(Servers servers, Session load) {
    this.servers = servers;
    this.load = load;
  }

  static RocketMqSession start(Lab lab, Workload workload, Ledger ledger) {
    String name = lab.newName("rocketmq");
    Libraries libraries = Libraries.of("rocketmq");
    // Its client reads these once, when its classes are loaded.
    System.setProperty("rocketmq.log.root", lab.directory(name).toString());
    System.setProperty("rocketmq.log.level", "warn");
    System.setProperty("rocketmq.client.rebalance.waitInterval", "1000");
    Servers servers = Servers.start(lab, name, libraries);
    try {
      return new RocketMqSession(servers, load(libraries, servers, name, workload, ledger));
    } catch (RuntimeException e) {
      servers.close();
      throw e;
    }
  }

  private static Session load(
      Libraries libraries, Servers servers, String name, Workload workload, Ledger ledger) {
    return libraries.load(
        RocketMqSession::isForClients,
        Session.class,
        "RocketMqLoad",
        servers.names(),
        name,
        workload,
        ledger);
  }

  /** Servers and tools would bring their settings of the log, which a client takes for its own. */
  private static boolean isForClients(String jar) {
    return NOT_FOR_CLIENTS.stream().noneMatch(jar::startsWith);
  }

  @Override
  public void begin(long n) {
    load.begin(n);
  }

  @Override
  public List<Usage> usages() {
    return servers.usages();
  }

  @Override
  public boolean awaitRead(Duration patience) {
    return load.awaitRead(patience);
  }

  @Override
  public void close() {
    load.close();
    servers.close();
  }
}
