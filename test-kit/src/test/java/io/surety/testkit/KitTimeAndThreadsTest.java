package io.surety.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.client.ConsumerBuilder;
import io.surety.client.Delivery;
import io.surety.client.Message;
import io.surety.client.Subscription;
import io.surety.client.Surety;
import io.surety.lifecycle.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The clock of the kit, and who does the work on which thread. */
class KitTimeAndThreadsTest {
  private final SuretyTestKit kit = SuretyTestKit.create().destination(Shop.PAID);
  private final Shop shop = new Shop(kit.surety());
  private final List<String> handled = new ArrayList<>();

  @AfterEach
  void close() {
    kit.close();
  }

  @Test
  void aDelayIsCountedByTheKitsClock() {
    consume("billing");
    Message late = Message.to(Shop.PAID).key("42").delay(Duration.ofMinutes(30)).build();

    kit.advance(Duration.ofDays(3));
    shop.publisher().send(late);
    shop.publisher().send(late);
    kit.assertThat(late.id()).isScheduled();
    kit.advance(Duration.ofMinutes(30).minusMillis(1));
    kit.assertThat(late.id()).isScheduled();
    kit.advance(Duration.ofMillis(1));

    kit.assertThat(late.id()).isConsumedBy("billing");
    assertThat(handled).hasSize(1);
  }

  @Test
  void aTimeThatTheApplicationTakesFromTheKitsClockIsKept() {
    consume("billing");
    kit.advance(Duration.ofDays(3));
    Message late = Message.to(Shop.PAID).delay(Duration.ofMinutes(30)).build(kit.clock());
    Message cancelled =
        Message.to(Shop.PAID).deliverAt(kit.now().plusSeconds(60)).payload("x").build();

    shop.publisher().send(late);
    shop.publisher().send(cancelled);
    shop.publisher().cancel(cancelled.id(), "changed our mind");
    kit.advance(Duration.ofMinutes(30));

    kit.assertThat(late.id()).isConsumedBy("billing");
    kit.assertThat(cancelled.id()).isCancelled();
  }

  @Test
  void whatIsNotDeliveredInTimeExpires() {
    Message message = Message.to(Shop.PAID).key("42").ttl(Duration.ofSeconds(5)).build();

    shop.publisher().prepare(message);
    kit.advance(Duration.ofSeconds(5));

    kit.assertThat(message.id()).isExpired();
  }

  @Test
  void whatAHandlerPublishesComesWhenTheHandlerIsDone() {
    kit.destination("invoiced");
    consumer("billing")
        .handler(
            delivery -> {
              shop.publisher().send(Message.to("invoiced").id("invoice").build());
              handled.add("billing is done");
            })
        .start();
    kit.surety()
        .consumer("mail")
        .destination("invoiced")
        .handler(delivery -> handled.add("mail"))
        .start();

    shop.pay("42");

    assertThat(handled).containsExactly("billing is done", "mail");
    kit.assertThat("invoice").isConsumedBy("mail");
  }

  @Test
  void aHandlerCannotMoveTheClock() {
    List<Throwable> thrown = new ArrayList<>();
    consumer("billing")
        .handler(
            delivery -> {
              try {
                kit.advance(Duration.ofSeconds(1));
              } catch (IllegalStateException e) {
                thrown.add(e);
              }
            })
        .start();

    shop.pay("42");

    assertThat(thrown).singleElement().satisfies(e -> assertThat(e).hasMessageContaining("clock"));
  }

  @Test
  void manyThreadsMayPublishAndAHandlerMayWaitForOneOfThem() throws InterruptedException {
    List<String> inHandlers = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch publishedByOthers = new CountDownLatch(7);
    consumer("billing")
        .handler(
            delivery -> {
              inHandlers.add(delivery.id());
              publishedByOthers.await();
            })
        .start();
    List<Thread> threads =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    new Thread(
                        () -> {
                          shop.publisher().send(Shop.message("order-" + i));
                          publishedByOthers.countDown();
                        }))
            .toList();

    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(kit.messages()).hasSize(8).allMatch(m -> m.status() == Status.COMPLETED);
    assertThat(inHandlers).hasSize(8);
  }

  @Test
  void theSameDayCanBeTakenTwice() {
    Instant start = Instant.parse("2026-03-01T12:00:00Z");

    try (SuretyTestKit other = SuretyTestKit.create(start)) {
      other.advance(Duration.ofDays(30));

      assertThat(other.now()).isEqualTo(Instant.parse("2026-03-31T12:00:00Z"));
      assertThat(other.clock().instant()).isEqualTo(other.now());
    }
  }

  private Subscription consume(String group) {
    return consumer(group).handler(delivery -> note(group, delivery)).start();
  }

  private ConsumerBuilder consumer(String group) {
    return consumer(group, kit.surety());
  }

  private static ConsumerBuilder consumer(String group, Surety surety) {
    return surety.consumer(group).destination(Shop.PAID);
  }

  private void note(String group, Delivery delivery) {
    handled.add(group + " " + delivery.id() + " #" + delivery.attempt());
  }
}
