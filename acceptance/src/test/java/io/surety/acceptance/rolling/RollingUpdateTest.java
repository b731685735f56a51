package io.surety.acceptance.rolling;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.acceptance.harness.Brokers;
import io.surety.acceptance.harness.World;
import io.surety.client.RedeliveryPolicy;
import io.surety.client.Surety;
import io.surety.schemas.avro.Archive;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Servers, with standbys, are added at once, replaced one by one with SIGTERM, and taken away,
 * while the SDK and REST are used all the time: nobody sees an error but 503 with {@code
 * Retry-After}, nothing is lost, and what is confirmed comes to its end.
 *
 * <p>In the build 1 → 3 → 2 servers, one of which is replaced; with {@code
 * -Dsurety.rolling.rounds=2} all three, so many times.
 */
class RollingUpdateTest {
  private static final int ROUNDS = Integer.getInteger("surety.rolling.rounds", 0);
  private static final int PER_SECOND =
      Integer.getInteger("surety.rolling.rate", ROUNDS == 0 ? 30 : 200);
  private static final int PARTITIONS = 6;

  private final Map<String, Integer> handled = new ConcurrentHashMap<>();
  private final List<ServerChild> servers = new ArrayList<>();
  private final List<URI> urls = new ArrayList<>();
  private final List<String> story = new ArrayList<>();
  private World world;
  private long begunAt;
  private Callers callers;

  @Test
  void nobodySeesAnErrorWhileServersAreReplaced() throws Exception {
    try (World made = World.on(Brokers.shared(), "rolling")) {
      world = made;
      join(1);
      String orders = world.topic("orders", PARTITIONS, Map.of());
      try (Surety surety = surety()) {
        surety.destinations().register(orders);
        surety
            .consumer("billing")
            .destination(orders)
            .redelivery(RedeliveryPolicy.exponential(Duration.ofMillis(50), Duration.ofSeconds(1)))
            .concurrency(4)
            .handler(delivery -> handled.merge(delivery.id(), 1, Integer::sum))
            .start();
        callers = world.with(new Callers(orders, surety.publisher("shop")));
        callers.add(urls.get(0));
        callers.start(PER_SECOND, ROUNDS == 0 ? 2 : 3);
        begunAt = System.currentTimeMillis();
        progress();
        join(2).forEach(callers::add);
        told("3 servers");
        roll();
        leave();
        callers.stop();
        long ended = System.currentTimeMillis();

        report(begunAt, ended);
        assertThat(callers.errors).as("errors, %s", callers.answers()).isEmpty();
      }
    } finally {
      servers.forEach(ServerChild::close);
    }
  }

  private void roll() throws Exception {
    for (int round = 0; round < Math.max(1, ROUNDS); round++) {
      for (int i = 0; i < (ROUNDS == 0 ? 1 : servers.size()); i++) {
        Duration stopped = servers.get(i).terminate();
        callers.remove(urls.get(i));
        long begun = System.nanoTime();
        servers.set(i, start(i));
        urls.set(i, servers.get(i).awaitReady());
        callers.add(urls.get(i));
        told(
            "server "
                + i
                + " stopped in "
                + stopped.toMillis()
                + " ms and ready again after "
                + Duration.ofNanos(System.nanoTime() - begun).toMillis()
                + " ms");
        progress();
      }
    }
  }

  private void told(String what) {
    story.add(System.currentTimeMillis() - begunAt + " ms: " + what);
  }

  /** One fewer, for good. */
  private void leave() throws Exception {
    int last = servers.size() - 1;
    Duration stopped = servers.get(last).terminate();
    callers.remove(urls.get(last));
    told("server " + last + " stopped for good in " + stopped.toMillis() + " ms");
    progress();
  }

  /** Everything that was confirmed so far has been handled. */
  private void progress() {
    Set<String> all = Set.copyOf(callers.confirmed());
    int more = all.size() + PER_SECOND;
    Awaitility.await()
        .atMost(World.PATIENCE)
        .until(
            () ->
                !callers.errors.isEmpty()
                    || (handled.keySet().containsAll(all) && callers.confirmed().size() > more));
  }

  /** So many more, at once; returns where they are when all of them are ready. */
  private List<URI> join(int more) throws Exception {
    List<ServerChild> joining = new ArrayList<>();
    for (int i = 0; i < more; i++) {
      joining.add(start(servers.size()));
      servers.add(joining.get(i));
    }
    List<URI> ready = new ArrayList<>();
    for (ServerChild server : joining) {
      ready.add(server.awaitReady());
    }
    urls.addAll(ready);
    return ready;
  }

  private ServerChild start(int number) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("surety.bootstrap.servers", Brokers.shared().bootstrapServers());
    settings.put("surety.application.id", world.name());
    settings.put("surety.topic.prefix", world.topics().prefix());
    settings.put("surety.topics.create", "true");
    settings.put("surety.partitions", String.valueOf(PARTITIONS));
    settings.put("surety.replication.factor", "1");
    settings.put("surety.standby.replicas", "1");
    settings.put("surety.stream.threads", "1");
    settings.put(
        "surety.state.dir",
        world
            .directory()
            .resolve("rolling-" + number)
            .resolve("state")
            .toAbsolutePath()
            .toString());
    settings.put("surety.rest.port", "0");
    return ServerChild.start(world.directory().resolve("rolling-" + number), settings);
  }

  private Surety surety() {
    Map<String, Object> config = new HashMap<>(world.client());
    config.put("surety.topic.prefix", world.topics().prefix());
    return Surety.connect(config);
  }

  private void report(long begun, long ended) {
    Set<String> confirmed = new TreeSet<>(callers.confirmed());
    World.eventually(() -> assertThat(completed()).as("nothing is lost").containsAll(confirmed));
    int twice = (int) confirmed.stream().filter(id -> handled.getOrDefault(id, 0) > 1).count();
    story.forEach(line -> System.out.println("Rolling: " + line));
    System.out.println(
        "Rolling: "
            + confirmed.size()
            + " messages confirmed and completed, "
            + confirmed.size() * 1000L / Math.max(1, ended - begun)
            + " a second, "
            + twice
            + " handled more than once");
    System.out.println("Rolling: longest pause of a partition " + longestPause(begun, ended));
    System.out.println("Rolling: " + callers.answers());
    System.out.println("Rolling: bytes in the log for each message " + bytes(confirmed.size()));
  }

  private Set<String> completed() {
    Set<String> ids = new TreeSet<>();
    world
        .committed(world.topics().archive(), Archive.class)
        .forEach(
            archive -> {
              assertThat(archive.getStatus()).as(archive.getMessageId()).isEqualTo("COMPLETED");
              ids.add(archive.getMessageId());
            });
    return ids;
  }

  /** Of all partitions, the longest time without a message that came to its end. */
  private String longestPause(long begun, long ended) {
    Map<Integer, Long> last = new TreeMap<>();
    long longest = 0;
    long when = begun;
    for (ConsumerRecord<byte[], byte[]> record : world.committed(world.topics().archive())) {
      long before = last.getOrDefault(record.partition(), begun);
      if (record.timestamp() <= ended) {
        if (record.timestamp() - before > longest) {
          longest = record.timestamp() - before;
          when = before;
        }
        last.put(record.partition(), record.timestamp());
      }
    }
    return longest + " ms, " + (when - begun) + " ms after the start";
  }

  private Map<String, Long> bytes(int messages) {
    Map<String, Long> sizes = new TreeMap<>();
    World.get(world.admin().describeLogDirs(List.of(1)).allDescriptions()).values().stream()
        .flatMap(directories -> directories.values().stream())
        .flatMap(directory -> directory.replicaInfos().entrySet().stream())
        .filter(replica -> replica.getKey().topic().startsWith(world.name()))
        .forEach(
            replica ->
                sizes.merge(
                    replica.getKey().topic().substring(world.name().length()),
                    replica.getValue().size(),
                    Long::sum));
    sizes.replaceAll((topic, size) -> size / messages);
    return sizes;
  }
}
