package io.surety.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.client.support.Broker;
import io.surety.client.support.CrashingConsumer;
import io.surety.client.support.Entry;
import io.surety.client.support.Installation;
import io.surety.client.support.Logs;
import io.surety.client.support.Patience;
import io.surety.client.support.TopicLog;
import io.surety.client.support.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How a consumer works: in order, side by side, and without losing what it has begun. */
class ConsumerFlowTest {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static Installation installation;
  private static Writer writer;

  private Surety surety;
  private String destination;
  private String group;
  private TopicLog receives;
  private TopicLog consumes;

  @BeforeAll
  static void create() {
    installation = Installation.on(Broker.shared());
    writer = installation.writer();
  }

  @BeforeEach
  void connect() {
    surety = installation.connect("surety.close.timeout.ms", 60_000);
    group = "flow" + NUMBER.incrementAndGet();
    destination = installation.destination(group, 2);
    receives = installation.log(installation.topics().receive());
    consumes = installation.log(installation.topics().consume());
  }

  @AfterEach
  void close() {
    surety.close();
    receives.close();
    consumes.close();
  }

  @Test
  void oneAtATimeByDefault() {
    AtomicInteger running = new AtomicInteger();
    List<Integer> overlaps = new CopyOnWriteArrayList<>();
    consumer()
        .handler(
            delivery -> {
              overlaps.add(running.incrementAndGet());
              Thread.onSpinWait();
              running.decrementAndGet();
            })
        .start();

    dispatch(100, i -> "key" + i % 7);

    awaitConsumed(100);
    assertThat(overlaps).hasSize(100).containsOnly(1);
  }

  @Test
  void severalKeysAtATimeAndEachInOrder() {
    CyclicBarrier four = new CyclicBarrier(4);
    Map<String, List<Integer>> order = new ConcurrentHashMap<>();
    Set<String> busy = ConcurrentHashMap.newKeySet();
    List<String> overlaps = new CopyOnWriteArrayList<>();
    consumer()
        .concurrency(4)
        .handler(
            delivery -> {
              String key = delivery.key().orElseThrow();
              if (!busy.add(key)) {
                overlaps.add(key);
              }
              // Only four handlers together get any further.
              four.await();
              order
                  .computeIfAbsent(key, unused -> new CopyOnWriteArrayList<>())
                  .add(Integer.parseInt(delivery.payloadText()));
              busy.remove(key);
            })
        .start();

    dispatch(80, i -> "key" + i % 4);

    awaitConsumed(80);
    assertThat(overlaps).isEmpty();
    assertThat(order).hasSize(4);
    assertThat(order.values()).allSatisfy(numbers -> assertThat(numbers).isSorted().hasSize(20));
  }

  @Test
  void attemptsOfOneMessageWithoutAKeyDoNotOverlap() throws Exception {
    String one = installation.destination(group + "-one-partition", 1);
    BlockingQueue<String> begun = new LinkedBlockingQueue<>();
    CountDownLatch release = new CountDownLatch(1);
    surety
        .consumer(group)
        .destination(one)
        .concurrency(4)
        .handler(
            delivery -> {
              begun.add(delivery.id() + " " + delivery.attempt());
              release.await();
            })
        .start();

    writer.dispatch(one, "same").attempt(1).to(group);
    assertThat(begun.poll(60, TimeUnit.SECONDS)).isEqualTo("same 1");
    writer.dispatch(one, "same").attempt(2).to(group);
    writer.dispatch(one, "another").to(group);

    // They are read in order, and there are workers left: only its first attempt holds it up.
    assertThat(begun.poll(60, TimeUnit.SECONDS)).isEqualTo("another 1");
    release.countDown();
    assertThat(begun.poll(60, TimeUnit.SECONDS)).isEqualTo("same 2");
  }

  @Test
  void aSlowHandlerDoesNotCostTheMembership() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    try (Surety strict =
        installation.connect("max.poll.interval.ms", 5_000, "session.timeout.ms", 30_000)) {
      strict
          .consumer(group)
          .destination(destination)
          .processingTimeout(Duration.ofSeconds(6))
          .handler(
              delivery -> {
                calls.incrementAndGet();
                release.await();
              })
          .start();
      writer.dispatch(destination, group + "-0").to(group);
      receives.await(1, ofGroup());
      String member = member();

      // It renews every 2 s: after eight times, the poll interval has been over several times.
      receives.await(9, ofGroup());

      assertThat(member()).isEqualTo(member);
      release.countDown();
      consumes.await(1, ofGroup());
      assertThat(calls).hasValue(1);
    }
  }

  @Test
  void doesNotReadMoreThanItCanHold() {
    CountDownLatch release = new CountDownLatch(1);
    consumer()
        .concurrency(2)
        .processingTimeout(Duration.ofMillis(900))
        .handler(delivery -> release.await())
        .start();

    dispatch(2_500, i -> null);

    // By the time everything that was read is renewed, it has had the time to read more.
    receives.await(4_000, ofGroup());
    Set<Object> held = new HashSet<>();
    receives.untilNow().stream().filter(ofGroup()).forEach(e -> held.add(e.get("messageId")));
    assertThat(held)
        .as("reading stops at 500, with one more fetch of up to 500 under way")
        .hasSizeBetween(500, 1_000);
    release.countDown();
    awaitConsumed(2_500);
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void closingLetsRunningHandlersFinishAndLeavesTheRest(String protocol) throws Exception {
    speak(protocol);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    List<String> first = new CopyOnWriteArrayList<>();
    Subscription closing =
        consumer()
            .handler(
                delivery -> {
                  first.add(delivery.id());
                  begun.countDown();
                  release.await();
                })
            .start();
    dispatch(3, i -> "key");
    begun.await();
    receives.await(3, ofGroup());
    assertGroupSpeaks(protocol);
    Thread closer = new Thread(closing::close, "closer");

    closer.start();
    Patience.await("close waits").until(() -> closer.getState() == Thread.State.WAITING);
    assertThat(closing.isRunning()).isTrue();
    release.countDown();
    closer.join();

    assertThat(closing.isRunning()).isFalse();
    closing.awaitClosed();
    assertThat(first).containsExactly(group + "-0");
    assertThat(outcomes()).containsExactly(group + "-0 CONSUMED");
    List<String> second = new CopyOnWriteArrayList<>();
    consumer().handler(delivery -> second.add(delivery.id())).start();
    awaitConsumed(3);
    assertThat(second).containsExactly(group + "-1", group + "-2");
  }

  @Test
  void aHandlerThatDoesNotEndIsInterruptedAndItsMessageReadAgain() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    try (Surety hasty = installation.connect("surety.close.timeout.ms", 50)) {
      hasty
          .consumer(group)
          .destination(destination)
          .handler(
              delivery -> {
                begun.countDown();
                try {
                  new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                  interrupted.countDown();
                  throw e;
                }
              })
          .start();
      dispatch(1, i -> "key");
      begun.await();
    }
    interrupted.await();

    BlockingQueue<Integer> again = new LinkedBlockingQueue<>();
    consumer().handler(delivery -> again.add(delivery.attempt())).start();

    assertThat(again.poll(60, TimeUnit.SECONDS)).isEqualTo(1);
    awaitConsumed(1);
    assertThat(outcomes())
        .as("the interruption is not reported")
        .containsExactly(group + "-0 CONSUMED");
  }

  @Test
  void aHandlerMayCloseItsOwnSubscription() throws Exception {
    AtomicReference<Subscription> self = new AtomicReference<>();
    CountDownLatch known = new CountDownLatch(1);
    self.set(
        consumer()
            .handler(
                delivery -> {
                  known.await();
                  self.get().close();
                })
            .start());
    known.countDown();

    dispatch(1, i -> "key");

    self.get().awaitClosed();
    assertThat(outcomes()).containsExactly(group + "-0 CONSUMED");
  }

  @Test
  void aCrashBeforeTheCommitRedelivers() throws Exception {
    dispatch(2, i -> "key");

    CrashingConsumer.run(installation, group, destination);
    assertThat(outcomes()).isEmpty();
    BlockingQueue<String> handled = new LinkedBlockingQueue<>();
    consumer().handler(delivery -> handled.add(delivery.id() + " " + delivery.attempt())).start();

    awaitConsumed(2);
    assertThat(handled).containsExactly(group + "-0 1", group + "-1 1");
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void aSecondMemberTakesOverWithoutDoingAgainWhatRuns(String protocol) throws Exception {
    speak(protocol);
    CountDownLatch release = new CountDownLatch(1);
    BlockingQueue<String> begun = new LinkedBlockingQueue<>();
    Handler handler =
        delivery -> {
          begun.add(delivery.id());
          release.await();
        };
    consumer().concurrency(2).handler(handler).start();
    dispatch(2, i -> i == 0 ? "a" : "b");
    begun.take();
    begun.take();

    try (Surety other = installation.connect("group.protocol", protocol)) {
      other.consumer(group).destination(destination).handler(handler).start();
      // The group asks the first member to give up partitions, and it waits for its handlers.
      Patience.await("two members").until(() -> members().size() == 2);
      release.countDown();
      awaitConsumed(2);
      dispatch(10, i -> "k" + i);
      awaitConsumed(10);
    }

    Set<String> ids = new HashSet<>(begun);
    assertThat(begun).as("none is handled twice").hasSameSizeAs(ids);
  }

  @Test
  void nothingIsCommittedBeforeItsOutcomeIsAcknowledged() throws Exception {
    Installation own = Installation.on(Broker.shared());
    String topic = own.destination(group, 1);
    TopicPartition partition = new TopicPartition(topic, 0);
    try (Writer there = own.writer();
        Logs logs = new Logs();
        Admin admin = own.admin()) {
      own.limit(own.topics().consume(), 10);
      CountDownLatch handled = new CountDownLatch(2);
      Surety dying = own.connect("surety.close.timeout.ms", 50);
      dying.consumer(group).destination(topic).handler(delivery -> handled.countDown()).start();
      there.dispatch(topic, "m1").to(group);
      there.dispatch(topic, "m2").to(group);
      handled.await();
      Patience.await("the outcome is refused")
          .until(
              () ->
                  logs.lines().stream()
                      .anyMatch(line -> line.contains("Will try again until it is done")));

      // It commits what it may when it is closed.
      dying.close();

      assertThat(
              admin
                  .listConsumerGroupOffsets(group)
                  .partitionsToOffsetAndMetadata()
                  .get()
                  .get(partition))
          .isNull();
      own.limit(own.topics().consume(), 1_000_000);
      BlockingQueue<String> again = new LinkedBlockingQueue<>();
      try (Surety next = own.connect();
          TopicLog outcomes = own.log(own.topics().consume())) {
        next.consumer(group)
            .destination(topic)
            .handler(delivery -> again.add(delivery.id()))
            .start();
        assertThat(outcomes.await(2))
            .extracting(entry -> entry.get("messageId") + " " + entry.get("outcome"))
            .containsExactlyInAnyOrder("m1 CONSUMED", "m2 CONSUMED");
      }
      assertThat(again).containsExactly("m1", "m2");
      assertThat(
              admin
                  .listConsumerGroupOffsets(group)
                  .partitionsToOffsetAndMetadata()
                  .get()
                  .get(partition)
                  .offset())
          .isEqualTo(2);
    }
  }

  @Test
  void reportsSurviveABrokerThatIsKilledInTheMiddle() throws Exception {
    String dataDir = System.getProperty("java.io.tmpdir") + "/killed-broker-" + System.nanoTime();
    Broker first = Broker.own("--data-dir", dataDir);
    Installation own = Installation.on(first);
    String topic = own.destination("killed", 1);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    List<String> handled = new ArrayList<>();
    try (Surety patient =
        own.connect(
            "delivery.timeout.ms", 1_000, "request.timeout.ms", 900, "max.block.ms", 1_000)) {
      patient
          .consumer("g")
          .destination(topic)
          .handler(
              delivery -> {
                handled.add(delivery.id());
                begun.countDown();
                release.await();
              })
          .start();
      try (Writer there = own.writer()) {
        there.dispatch(topic, "m1").to("g");
        there.dispatch(topic, "m2").to("g");
      }
      begun.await();
      first.kill();
      release.countDown();

      try (Broker second = Broker.own("--data-dir", dataDir, "--port", first.port());
          TopicLog after = own.log(own.topics().consume())) {
        after.await(1, entry -> "m1".equals(entry.get("messageId")));
        after.await(1, entry -> "m2".equals(entry.get("messageId")));
        // One whose acknowledgement got lost is written again.
        assertThat(after.untilNow())
            .extracting(entry -> entry.get("messageId") + " " + entry.get("outcome"))
            .containsOnly("m1 CONSUMED", "m2 CONSUMED");
        assertThat(second.address()).isEqualTo(first.address());
      }
    }
    assertThat(handled).containsExactly("m1", "m2");
  }

  /** Kafka's newer group protocol is for use from 4.0 on. */
  static Stream<String> protocols() {
    return AppInfoParser.getVersion().startsWith("3.")
        ? Stream.of("classic")
        : Stream.of("classic", "consumer");
  }

  private void speak(String protocol) {
    surety.close();
    surety = installation.connect("surety.close.timeout.ms", 60_000, "group.protocol", protocol);
  }

  /** Members of a classic group are named after their client, the others are not. */
  private void assertGroupSpeaks(String protocol) throws Exception {
    assertThat(members())
        .singleElement()
        .satisfies(
            one ->
                assertThat(one.consumerId().startsWith(one.clientId()))
                    .isEqualTo(protocol.equals("classic")));
  }

  private ConsumerBuilder consumer() {
    return surety.consumer(group).destination(destination);
  }

  private void dispatch(int count, java.util.function.IntFunction<String> key) {
    writer.bulk(
        () -> {
          for (int i = 0; i < count; i++) {
            writer
                .dispatch(destination, group + "-" + i)
                .key(key.apply(i))
                .payload(Integer.toString(i))
                .to(group);
          }
        });
  }

  private void awaitConsumed(int count) {
    consumes.await(count, ofGroup().and(entry -> entry.get("outcome").equals("CONSUMED")));
  }

  private List<String> outcomes() {
    return consumes.untilNow().stream()
        .filter(ofGroup())
        .map(entry -> entry.get("messageId") + " " + entry.get("outcome"))
        .toList();
  }

  private Predicate<Entry> ofGroup() {
    return entry -> entry.get("group").equals(group);
  }

  private String member() throws Exception {
    return members().stream().map(MemberDescription::consumerId).findFirst().orElseThrow();
  }

  private java.util.Collection<MemberDescription> members() throws Exception {
    try (Admin admin = installation.admin()) {
      return admin
          .describeConsumerGroups(List.of(group))
          .describedGroups()
          .get(group)
          .get()
          .members();
    }
  }
}
