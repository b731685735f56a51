package io.surety.bench.rocketmq;

import io.surety.bench.lab.Lab;
import io.surety.bench.lab.LabException;
import io.surety.bench.lab.Usage;
import io.surety.bench.load.Ledger;
import io.surety.bench.load.Workload;
import io.surety.bench.runner.Session;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.List;

/** RocketMQ's servers, and the load on them, which another class loader has. */
final class RocketMqSession implements Session {
  private static final String LOAD = "io.surety.bench.rocketmq.load.RocketMqLoad";

  private final Servers servers;
  private final Session load;

  private RocketMqSession(Servers servers, Session load) {
    this.servers = servers;
    this.load = load;
  }

  static RocketMqSession start(Lab lab, Workload workload, Ledger ledger) {
    String name = lab.newName("rocketmq");
    Libraries libraries = Libraries.find();
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
    ClassLoader loader = libraries.loader();
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    // Threads that it starts inherit it.
    thread.setContextClassLoader(loader);
    try {
      return Class.forName(LOAD, true, loader)
          .asSubclass(Session.class)
          .getConstructor(String.class, String.class, Workload.class, Ledger.class)
          .newInstance(servers.names(), name, workload, ledger);
    } catch (InvocationTargetException e) {
      throw new LabException("RocketMQ's client cannot be started: " + e.getCause(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the load for RocketMQ is not among the classes", e);
    } finally {
      thread.setContextClassLoader(before);
    }
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
