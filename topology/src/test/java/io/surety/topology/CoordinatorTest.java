package io.surety.topology;

import static io.surety.topology.CoordinatorWorld.awaitProcessed;
import static io.surety.topology.CoordinatorWorld.status;
import static io.surety.topology.Signals.PRODUCER;
import static io.surety.topology.Signals.consume;
import static io.surety.topology.Signals.decide;
import static io.surety.topology.Signals.prepare;
import static io.surety.topology.Signals.receive;
import static io.surety.topology.support.TestTopics.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.surety.lifecycle.Message;
import io.surety.lifecycle.Status;
import io.surety.schemas.avro.Decision;
import io.surety.schemas.avro.Outcome;
import io.surety.schemas.avro.SubscriptionRegistration;
import io.surety.topology.counts.Census;
import io.surety.topology.counts.Standing;
import io.surety.topology.kafka.KafkaReading;
import io.surety.topology.kafka.KafkaReadings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole coordinator on a real broker. */
class CoordinatorTest {
  @TempDir Path stateDir;
  @TempDir Path otherDir;

  private final CoordinatorWorld world = CoordinatorWorld.onSharedBroker();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void deliversAConfirmedMessageAndFollowsItToTheEnd() {
    Coordinator coordinator = world.startReady(stateDir);
    world.register("billing");
    await().until(() -> !coordinator.queries().subscriptions().isEmpty());

    world.prepare(prepare("m1"));
    assertThat(awaitProcessed(coordinator, world.decide(decide("m1", Decision.CONFIRM)))).isTrue();
    ConsumerRecord<byte[], byte[]> delivered = world.kafka.read(world.destination, 1).get(0);
    assertThat(firstAnswer(coordinator, "m1")).isEqualTo("DELIVERING");
    world.receive(receive("m1", "billing", 1));
    assertThat(
            awaitProcessed(
                coordinator, world.consume(consume("m1", "billing", Outcome.CONSUMED, 1))))
        .isTrue();

    assertThat(new String(delivered.value(), UTF_8)).isEqualTo("payload of m1");
    assertThat(new String(delivered.headers().lastHeader("surety-groups").value(), UTF_8))
        .isEqualTo("billing");
    await().until(() -> status(coordinator, "m1").equals("COMPLETED"));
    assertThat(coordinator.queries().get("m1"))
        .isInstanceOfSatisfying(
            Answer.Found.class, found -> assertThat(found.view().isSettled()).isTrue());
    assertThat(world.kafka.read(world.topics.archive(), 1)).hasSize(1);
    assertThat(coordinator.metrics().snapshot().entered(Status.COMPLETED)).isEqualTo(1);
    assertThat(coordinator.queries().subscription(world.destination, "billing"))
        .map(SubscriptionRegistration::getGroup)
        .contains("billing");
    assertThat(coordinator.queries().destinations()).hasSize(1);
    assertThat(coordinator.queries().producer(PRODUCER)).isEmpty();
  }

  @Test
  void resumesByItselfWhenADestinationIsThere() {
    Coordinator coordinator =
        world.start(stateDir, Map.of("surety.dispatch.backoff.max.ms", "1000"));
    world.register("billing");
    world.kafka.delete(world.destination);
    world.prepare(prepare("m1"));
    world.decide(decide("m1", Decision.CONFIRM));
    await()
        .until(
            () ->
                coordinator.metrics().snapshot().dispatches().failures().values().stream()
                        .mapToLong(Long::longValue)
                        .sum()
                    > 0);

    world.kafka.create(world.destination);

    assertThat(world.kafka.read(world.destination, 1)).isNotEmpty();
  }

  @Test
  void neverSaysNotFoundOfWhatWasAcknowledgedBefore() {
    Coordinator coordinator = world.startReady(stateDir);
    Set<String> statuses = new HashSet<>();

    for (int i = 0; i < 100; i++) {
      world.prepare(prepare("m" + i));
      statuses.add(firstAnswer(coordinator, "m" + i));
    }

    assertThat(statuses).containsExactly("PREPARED");
    assertThat(firstAnswer(coordinator, "never")).isEqualTo("not found");
  }

  @Test
  void remembersEverythingAfterARestart() {
    Coordinator first = world.startReady(stateDir);
    world.register("billing");
    prepareMany();
    first.close();

    Coordinator second = world.start(stateDir, Map.of());

    assertThat(firstAnswers(second)).containsExactly("PREPARED");
    assertThat(second.queries().subscriptions()).hasSize(1);
  }

  @Test
  void countsWhatIsThereAlsoAfterARestart() {
    Coordinator first = world.startReady(stateDir);
    prepareMany();
    world.decide(decide("m0", Decision.ROLL_BACK));
    await().until(() -> first.metrics().snapshot().entered(Status.ROLLED_BACK) == 1);
    await().until(() -> first.census().undecided() == 29);
    first.close();

    Coordinator second = world.startReady(stateDir);
    await().until(() -> second.health().partitions().size() == 3);

    Census census = second.census();
    assertThat(census.undecided()).isEqualTo(29);
    assertThat(census.standing(Standing.PREPARED).count()).isEqualTo(29);
    assertThat(census.unaccounted()).isZero();
    assertThat(second.metrics().snapshot().entered(Status.PREPARED)).isZero();
  }

  @Test
  void readsWhatKafkaStreamsAndItsClientsMeasure() {
    Coordinator coordinator = world.startReady(stateDir);
    world.prepare(prepare("m1"));
    await().until(() -> coordinator.census().undecided() == 1);
    KafkaReadings kafka = coordinator.kafka();

    assertThat(kafka.of(KafkaReading.STREAM_THREADS_ALIVE).get("")).isPositive();
    await()
        .until(
            () ->
                kafka.of(KafkaReading.LAG).keySet().containsAll(world.topics.signals())
                    && kafka.of(KafkaReading.COMMITS).getOrDefault("", 0.0) > 0);
    assertThat(kafka.of(KafkaReading.LAG).keySet()).allMatch(topic -> topic.contains("."));
    assertThat(kafka.of(KafkaReading.STORE_BYTES)).containsKeys(StoreNames.MESSAGES);
    for (KafkaReading reading : KafkaReading.values()) {
      assertThat(kafka.of(reading)).as(reading.name()).isNotEmpty();
    }
  }

  @Test
  void remembersEverythingAfterItsDirectoryIsLost() {
    Coordinator first = world.startReady(stateDir);
    prepareMany();
    first.close();

    Coordinator second = world.start(otherDir, Map.of());

    assertThat(firstAnswers(second)).containsExactly("PREPARED");
  }

  @Test
  void sharesTheWorkAndPointsToTheOwner() {
    Coordinator one = world.start(stateDir, Map.of("surety.application.server", "127.0.0.1:1111"));
    await().until(() -> one.health().isReady());
    prepareMany();
    Coordinator other =
        world.start(otherDir, Map.of("surety.application.server", "127.0.0.1:2222"));

    // While partitions move, nobody says that a message does not exist.
    await()
        .until(
            () -> {
              Set<String> seen = new TreeSet<>();
              for (int i = 0; i < 30; i++) {
                Answer here = one.queries().get("m" + i);
                Answer there = other.queries().get("m" + i);
                assertThat(List.of(here, there)).noneMatch(Answer.NotFound.class::isInstance);
                seen.add(kind(here) + kind(there));
              }
              return seen.equals(Set.of("Elsewhere 2222Found", "FoundElsewhere 1111"));
            });
    assertThat(one.health().partitions()).hasSizeBetween(1, 2);

    one.close();

    await()
        .until(
            () -> {
              Set<String> seen = firstAnswers(other);
              assertThat(seen).doesNotContain("not found");
              return other.health().partitions().size() == 3;
            });
    assertThat(firstAnswers(other)).containsExactly("PREPARED");
  }

  @Test
  void listsLiveMessagesPageByPage() {
    Coordinator coordinator = world.startReady(stateDir);
    prepareMany();
    RecordMetadata rolledBack = world.decide(decide("m7", Decision.ROLL_BACK));
    assertThat(awaitProcessed(coordinator, rolledBack)).isTrue();
    // The prepares are in three partitions, of which that tells of one.
    await().until(() -> coordinator.census().undecided() == 29);

    List<String> listed = everyPrepared(coordinator, false);
    assertThat(listed).hasSize(29).doesNotContain("m7").doesNotHaveDuplicates();
    assertThat(everyPrepared(coordinator, true)).containsExactlyInAnyOrderElementsOf(listed);
    assertThat(slices(coordinator, message -> false, "", false))
        .extracting(MessageSlice::partition, MessageSlice::lookedUpTo)
        .containsExactly(
            tuple(0, Optional.empty()), tuple(1, Optional.empty()), tuple(2, Optional.empty()));
    assertThatThrownBy(() -> new MessageScan(message -> true, "", false, 0, 0))
        .hasMessageContaining("limit must be 1 to 1000, was 0");
  }

  @Test
  void goesOnWithAScanThoughTheTimeIsUpButTurnsAwayTooMany() throws Exception {
    Coordinator coordinator = world.startReady(stateDir);
    prepareMany();
    await().until(() -> everyPrepared(coordinator, false).size() == 30);
    long past = System.nanoTime() - 1;
    MessageScan late = new MessageScan(message -> true, "", false, 1_000, past);

    assertThat(coordinator.queries().scan(late)).flatExtracting(MessageSlice::messages).hasSize(30);

    CountDownLatch end = new CountDownLatch(1);
    Set<Thread> scanning = ConcurrentHashMap.newKeySet();
    Predicate<Message> slow =
        message -> {
          scanning.add(Thread.currentThread());
          awaitUninterruptibly(end);
          return true;
        };
    int atOnce = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    List<CompletableFuture<Integer>> running = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(atOnce);
    try {
      for (int i = 0; i < atOnce; i++) {
        running.add(
            CompletableFuture.supplyAsync(
                () -> slices(coordinator, slow, "", false).size(), threads));
      }
      await().until(() -> scanning.size() == atOnce);

      assertThatThrownBy(() -> coordinator.queries().scan(late)).isInstanceOf(BusyException.class);
    } finally {
      end.countDown();
      threads.shutdown();
    }
    assertThat(running).allSatisfy(slices -> assertThat(slices.join()).isEqualTo(3));
    assertThat(coordinator.queries().scan(late)).hasSize(3);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ids as all pages of every partition have them; each partition's are in order. */
  private static List<String> everyPrepared(Coordinator coordinator, boolean isDescending) {
    List<String> ids = new ArrayList<>();
    for (int partition = 0; partition < 3; partition++) {
      List<String> here = new ArrayList<>();
      Optional<String> after = Optional.of("");
      while (after.isPresent()) {
        MessageSlice slice =
            slices(
                    coordinator,
                    message -> message.status() == Status.PREPARED,
                    after.get(),
                    isDescending)
                .get(partition);
        slice.messages().forEach(view -> here.add(view.message().id()));
        assertThat(slice.messages()).hasSizeLessThanOrEqualTo(4);
        after = slice.lookedUpTo();
      }
      Comparator<String> order = Comparator.naturalOrder();
      assertThat(here).isSortedAccordingTo(isDescending ? order.reversed() : order);
      ids.addAll(here);
    }
    return ids;
  }

  private static List<MessageSlice> slices(
      Coordinator coordinator, Predicate<Message> filter, String after, boolean isDescending) {
    try {
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      return coordinator.queries().scan(new MessageScan(filter, after, isDescending, 4, deadline));
    } catch (BusyException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void showsItsProgress() {
    Coordinator coordinator = world.startReady(stateDir);
    prepareMany();

    await()
        .untilAsserted(
            () -> {
              Health health = coordinator.health();
              assertThat(health.isLive()).isTrue();
              assertThat(health.partitions()).hasSize(3);
              assertThat(health.partitions().stream().mapToInt(Health.Partition::live).sum())
                  .isEqualTo(30);
              assertThat(health.partitions())
                  .allMatch(partition -> partition.horizon() > 0 && partition.lastCommitAt() > 0)
                  .allMatch(partition -> partition.ageOfOldestUnprocessedMs() < 60_000);
            });
  }

  @Test
  void closesAndLeavesNoThreadBehind() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    Coordinator coordinator = world.startReady(stateDir);
    prepareMany();

    coordinator.close();

    assertThat(coordinator.health().isLive()).isFalse();
    assertThat(status(coordinator, "m1")).isEqualTo("moving");
    await()
        .untilAsserted(
            () ->
                assertThat(
                        Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> !before.contains(thread))
                            .map(Thread::getName)
                            .filter(
                                name ->
                                    name.startsWith("surety-")
                                        || name.contains("StreamThread")
                                        || name.contains("kafka-admin-client-thread")
                                        || name.contains("kafka-producer-network-thread | surety"))
                            .collect(Collectors.toSet()))
                    .isEmpty());
  }

  @Test
  void saysWhyItCannotStart() throws Exception {
    world.startReady(stateDir);

    assertThatThrownBy(() -> world.start(stateDir, Map.of()))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("set surety.state.dir to a directory");
    Path file = Files.createFile(otherDir.resolve("file"));
    assertThatThrownBy(() -> world.start(file, Map.of()))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("set surety.state.dir to a directory");
    assertThatThrownBy(() -> world.start(otherDir, Map.of("kafka.security.protocol", "NONSENSE")))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("security.protocol")
        .hasMessageContaining("check the keys under kafka.*");
  }

  private void prepareMany() {
    for (int i = 0; i < 30; i++) {
      world.prepare(prepare("m" + i));
    }
  }

  private static Set<String> firstAnswers(Coordinator coordinator) {
    Set<String> answers = new TreeSet<>();
    for (int i = 0; i < 30; i++) {
      answers.add(firstAnswer(coordinator, "m" + i));
    }
    return answers;
  }

  /** The first answer that is not "ask again", which a coordinator may give at any time. */
  private static String firstAnswer(Coordinator coordinator, String id) {
    return await().until(() -> status(coordinator, id), answer -> !answer.equals("moving"));
  }

  private static String kind(Answer answer) {
    return answer.fold(
        view -> "Found",
        () -> "NotFound",
        elsewhere -> "Elsewhere " + elsewhere.port(),
        moving -> "Moving");
  }
}
