package io.surety.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.client.support.Broker;
import io.surety.client.support.Entry;
import io.surety.client.support.Installation;
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
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deliveries whose outcome comes after their handler has returned. */
class DeferredDeliveryTest {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static Installation installation;
  private static Writer writer;

  private final BlockingQueue<Deferred> deferred = new LinkedBlockingQueue<>();
  private Surety surety;
  private String destination;
  private String group;
  private TopicLog receives;
  private TopicLog consumes;

  private record Deferred(String id, int attempt, Settlement settlement) {}

  @BeforeAll
  static void create() {
    installation = Installation.on(Broker.shared());
    writer = installation.writer();
  }

  @BeforeEach
  void connect() {
    surety = installation.connect("surety.close.timeout.ms", 60_000);
    group = "defer" + NUMBER.incrementAndGet();
    destination = installation.destination(group, 1);
    receives = installation.log(installation.topics().receive());
    consumes = installation.log(installation.topics().consume());
  }

  @AfterEach
  void close() {
    deferred.forEach(each -> each.settlement().consumed());
    surety.close();
    receives.close();
    consumes.close();
  }

  @Test
  void nothingIsReportedBeforeItIsSettledAndTheFirstSettlementCounts() {
    start();
    dispatch("a", "k1");
    Deferred a = next();
    List<Entry> meanwhile = outcomes();

    boolean first = a.settlement().consumed();
    boolean second = a.settlement().failed(new IllegalStateException("too late"));

    assertThat(meanwhile).isEmpty();
    assertThat(first).isTrue();
    assertThat(second).isFalse();
    assertThat(a.settlement().isSettled()).isTrue();
    assertThat(outcome("a").get("outcome")).isEqualTo("CONSUMED");
    assertThat(outcomes()).hasSize(1);
  }

  @Test
  void eachWayToSettleIsReportedAsTheHandlersOwnWouldBe() {
    start();
    dispatch("fails", "k1");
    dispatch("rejected", "k2");
    dispatch("later", "k3");

    next().settlement().failed(new IllegalStateException("vendor said no"));
    next().settlement().rejected("no such order");
    next().settlement().retryAfter(Duration.ofMillis(1_500));

    assertThat(outcome("fails").get("outcome")).isEqualTo("FAILED");
    assertThat(error(outcome("fails")))
        .containsEntry("type", "java.lang.IllegalStateException")
        .containsEntry("message", "vendor said no");
    assertThat(error(outcome("fails")).get("fingerprint").toString()).matches("[0-9a-f]{16}");
    assertThat(outcome("rejected").get("outcome")).isEqualTo("REJECTED");
    assertThat(error(outcome("rejected"))).containsEntry("message", "no such order");
    assertThat(outcome("later").get("outcome")).isEqualTo("FAILED");
    assertThat(outcome("later").get("retryAfterMs")).isEqualTo(1_500L);
  }

  @Test
  void keepsTheOrderOfItsKeyAndNoThread() {
    start();
    dispatch("a1", "a");
    dispatch("a2", "a");
    dispatch("b1", "b");

    Deferred a1 = next();
    Deferred b1 = next();
    b1.settlement().consumed();
    outcome("b1");
    List<Deferred> begunBeforeA1WasSettled = List.copyOf(deferred);
    a1.settlement().consumed();
    Deferred a2 = next();
    a2.settlement().consumed();

    assertThat(List.of(a1.id(), b1.id(), a2.id())).containsExactly("a1", "b1", "a2");
    assertThat(begunBeforeA1WasSettled).isEmpty();
    outcome("a2");
  }

  @Test
  void isRenewedUntilItIsSettled() {
    surety
        .consumer(group)
        .destination(destination)
        .processingTimeout(Duration.ofMillis(300))
        .handler(this::defer)
        .start();
    dispatch("long", "k");

    List<Entry> renewed = receives.await(5, of("long"));
    next().settlement().consumed();

    assertThat(renewed).hasSizeGreaterThanOrEqualTo(5);
    outcome("long");
  }

  @Test
  void countsAgainstWhatIsReadAhead() {
    start();
    int all = 2_500;
    writer.bulk(
        () -> {
          for (int i = 0; i < all; i++) {
            writer.dispatch(destination, group + "-" + i).key("k" + i).to(group);
          }
        });
    List<Deferred> held = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      held.add(next());
    }

    // Everything that was read is reported as received, and one fetch may be under way.
    Set<Object> read = new HashSet<>();
    receives.await(500, entry -> entry.get("group").equals(group));
    receives.untilNow().stream()
        .filter(entry -> entry.get("group").equals(group))
        .forEach(entry -> read.add(entry.get("messageId")));

    assertThat(read).hasSizeBetween(500, 1_000);
    held.forEach(each -> each.settlement().consumed());
    for (int i = 500; i < all; i++) {
      next().settlement().consumed();
    }
    consumes.await(all, entry -> entry.get("group").equals(group));
  }

  @Test
  void aHandlerThatThrowsAfterDeferringHasFailedUnlessItIsSettled() {
    surety
        .consumer(group)
        .destination(destination)
        .handler(
            delivery -> {
              Settlement settlement = delivery.defer();
              if (delivery.id().equals("settled")) {
                settlement.consumed();
              }
              throw new IllegalStateException("after deferring");
            })
        .start();

    dispatch("settled", "k");
    dispatch("open", "k");

    assertThat(outcome("settled").get("outcome")).isEqualTo("CONSUMED");
    assertThat(error(outcome("open"))).containsEntry("message", "after deferring");
  }

  @Test
  void deferringAndRetryAfterExcludeEachOther() {
    surety
        .consumer(group)
        .destination(destination)
        .handler(
            delivery -> {
              if (delivery.id().equals("defer-first")) {
                assertThat(delivery.defer()).isSameAs(delivery.defer());
                delivery.retryAfter(Duration.ofSeconds(1));
              } else {
                delivery.retryAfter(Duration.ofSeconds(1));
                delivery.defer();
              }
            })
        .start();

    dispatch("defer-first", "k");
    dispatch("retry-first", "k");

    assertThat(error(outcome("defer-first")))
        .containsEntry(
            "message", "delivery of 'defer-first' was deferred; call retryAfter of its settlement");
    assertThat(error(outcome("retry-first")))
        .containsEntry(
            "message",
            "delivery of 'retry-first' cannot be deferred after retryAfter; keep one of the two");
  }

  @Test
  void whatNobodySettlesInTimeHasFailed() {
    surety
        .consumer(group)
        .destination(destination)
        .handler(delivery -> delivery.defer(Duration.ofMillis(20)))
        .start();

    dispatch("forgotten", "k");

    assertThat(outcome("forgotten").get("outcome")).isEqualTo("FAILED");
    assertThat(error(outcome("forgotten")))
        .containsEntry("type", "java.util.concurrent.TimeoutException")
        .containsEntry("message", "deferred, and not settled within PT0.02S");
  }

  @Test
  void closingWaitsForIt() throws Exception {
    Subscription closing = start();
    dispatch("waited-for", "k");
    Deferred open = next();
    Thread closer = new Thread(closing::close, "closer");

    closer.start();
    Patience.await("close waits").until(() -> closer.getState() == Thread.State.WAITING);
    boolean wasRunning = closing.isRunning();
    open.settlement().consumed();
    closer.join();

    assertThat(wasRunning).isTrue();
    assertThat(outcome("waited-for").get("outcome")).isEqualTo("CONSUMED");
    start();
    dispatch("after", "k");
    Deferred after = next();
    after.settlement().consumed();
    assertThat(after.id()).as("what was settled is committed").isEqualTo("after");
  }

  @Test
  void isReadAgainWhenTheConsumerClosesBefore() {
    try (Surety hasty = installation.connect("surety.close.timeout.ms", 50)) {
      hasty.consumer(group).destination(destination).handler(this::defer).start();
      dispatch("left", "k");
      dispatch("behind", "k");
      assertThat(next().id()).isEqualTo("left");
    }

    start();
    Deferred again = next();
    again.settlement().consumed();
    Deferred behind = next();
    behind.settlement().consumed();

    assertThat(again.id() + " " + again.attempt()).isEqualTo("left 1");
    assertThat(behind.id()).isEqualTo("behind");
    outcome("behind");
    assertThat(outcomes()).as("nothing was reported by the one that closed").hasSize(2);
  }

  private Subscription start() {
    return surety.consumer(group).destination(destination).handler(this::defer).start();
  }

  private void defer(Delivery delivery) {
    deferred.add(new Deferred(delivery.id(), delivery.attempt(), delivery.defer()));
  }

  private Deferred next() {
    try {
      Deferred next = deferred.poll(60, TimeUnit.SECONDS);
      assertThat(next).as("the next deferred delivery").isNotNull();
      return next;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void dispatch(String id, String key) {
    writer.dispatch(destination, id).key(key).to(group);
  }

  private Entry outcome(String id) {
    return consumes.await(1, of(id)).get(0);
  }

  private List<Entry> outcomes() {
    return consumes.untilNow().stream().filter(e -> e.get("group").equals(group)).toList();
  }

  private Predicate<Entry> of(String id) {
    return entry -> entry.get("messageId").equals(id) && entry.get("group").equals(group);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> error(Entry entry) {
    return (Map<String, Object>) entry.get("error");
  }
}
