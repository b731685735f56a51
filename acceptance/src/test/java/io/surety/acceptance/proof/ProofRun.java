package io.surety.acceptance.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.acceptance.harness.ArchiveLog;
import io.surety.acceptance.harness.CoordinatorProcess;
import io.surety.acceptance.harness.Outcome;
import io.surety.acceptance.harness.World;
import io.surety.schemas.avro.Decide;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** Starts everything, kills it according to plan, and returns when nothing is left to do. */
final class ProofRun {
  private final World world;
  private final Databases databases;
  private final Plan plan;
  private final Checker checker;
  private final String destination;
  private final Random random;
  private final List<Service> services = new ArrayList<>();
  private ArchiveLog archive;
  private CoordinatorProcess coordinator;
  private int coordinatorKills;

  ProofRun(World world, Databases databases, Plan plan) {
    this.world = world;
    this.databases = databases;
    this.plan = plan;
    this.checker = new Checker(databases);
    this.random = new Random(plan.seed());
    world.set("surety.session.timeout.ms", "4000");
    coordinator = world.startProcess("a");
    destination = world.destination("orders");
    archive = world.archive();
    Asked.follow(world, databases.shop());
  }

  String destination() {
    return destination;
  }

  void play() throws SQLException {
    for (String group : Databases.GROUPS) {
      start(group, ConsumerServiceMain.class, group, List.of(group));
    }
    // Their subscriptions count for what is decided from now on.
    services.forEach(Service::awaitReady);
    world.awaitRegistered();
    for (int instance = 0; instance < OrderServiceMain.INSTANCES; instance++) {
      List<String> arguments = new ArrayList<>(List.of(String.valueOf(instance)));
      arguments.addAll(plan.arguments());
      start("shop-" + instance, OrderServiceMain.class, Databases.SHOP, arguments);
    }
    kills().forEach(this::await);
    finish();
  }

  private void start(String name, Class<?> main, String database, List<String> further) {
    List<String> arguments = new ArrayList<>();
    arguments.add(world.client().get("bootstrap.servers").toString());
    arguments.add(world.topics().prefix());
    arguments.add(databases.url(database));
    arguments.add(destination);
    arguments.addAll(further);
    services.add(
        world.with(new Service(name, world.directory(), main, arguments.toArray(String[]::new))));
  }

  // ------------------------------------------------------------------ kills

  /** What is killed at which progress. */
  private Map<Long, Runnable> kills() {
    // An order, and an effect in each group, for the five of six orders that do not fail.
    long most = plan.ordersInAll() * 5L / 2;
    Map<Long, Runnable> kills = new TreeMap<>();
    while (kills.size() < plan.kills()) {
      kills.put(1 + random.nextLong(most), this::killAService);
    }
    for (int kill = 1; kill <= plan.coordinatorKills(); kill++) {
      kills.put(most * kill / (plan.coordinatorKills() + 1), this::killTheCoordinator);
    }
    return kills;
  }

  private void await(long progress, Runnable kill) {
    eventually(() -> assertThat(checker.progress()).isGreaterThanOrEqualTo(progress));
    kill.run();
  }

  private void killAService() {
    services.get(random.nextInt(services.size())).killAndRestart();
  }

  private void killTheCoordinator() {
    coordinator.kill();
    coordinatorKills++;
    coordinator = world.startProcess("a");
  }

  // ------------------------------------------------------------------ the end

  private void finish() throws SQLException {
    services.forEach(Service::awaitFinished);
    eventually(() -> assertThat(checker.waiting()).as("waiting in the outbox").isZero());
    // Nothing is prepared any more.
    List<String> prepared = List.copyOf(world.prepared());
    eventually(() -> assertThat(archive.outcomes().keySet()).as("archived").containsAll(prepared));
    for (Service service : services) {
      assertThat(service.stop()).as("exit code of %s", service).isZero();
    }
    coordinator.awaitCaughtUp();
  }

  /** What is not at its end, by the archive or by what the coordinator says. */
  List<String> open() {
    Map<String, Outcome> archived = archive.outcomes();
    Set<String> all = new TreeSet<>(world.prepared());
    for (Decide decided : world.committed(world.topics().confirm(), Decide.class)) {
      all.add(decided.getMessageId());
    }
    return all.stream()
        .filter(
            id ->
                !archived.containsKey(id)
                    || !coordinator.status(id).equals(archived.get(id).status()))
        .toList();
  }

  /** Returns once this holds; fails when it does not, and nothing has progressed for long. */
  private void eventually(ThrowingRunnable assertion) {
    long[] seen = {-1};
    while (true) {
      try {
        Awaitility.await()
            .atMost(World.PATIENCE)
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(50))
            .untilAsserted(
                () -> {
                  services.forEach(Service::restartIfEnded);
                  assertion.run();
                });
        return;
      } catch (org.awaitility.core.ConditionTimeoutException e) {
        long now = progressed();
        if (now == seen[0]) {
          throw e;
        }
        seen[0] = now;
      }
    }
  }

  private long progressed() {
    try {
      return checker.progress() + archive.size();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What happened, in a few lines. */
  String report() {
    Map<String, Integer> endings = new TreeMap<>();
    archive
        .outcomes()
        .values()
        .forEach(outcome -> endings.merge(outcome.status(), 1, Integer::sum));
    return services + ", coordinator killed " + coordinatorKills + " times; archive " + endings;
  }

  ArchiveLog archive() {
    return archive;
  }

  Checker checker() {
    return checker;
  }
}
