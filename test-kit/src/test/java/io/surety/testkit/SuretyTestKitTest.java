package io.surety.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.client.CheckBackPolicy;
import io.surety.client.ConsumeState;
import io.surety.client.ConsumerBuilder;
import io.surety.client.Delivery;
import io.surety.client.Message;
import io.surety.client.NotDoneException;
import io.surety.client.OutcomeUnknownException;
import io.surety.client.Publisher;
import io.surety.client.PublisherOptions;
import io.surety.client.RedeliveryPolicy;
import io.surety.client.RejectException;
import io.surety.client.Settlement;
import io.surety.client.Subscription;
import io.surety.client.Surety;
import io.surety.client.Verdict;
import io.surety.lifecycle.DeliveryStatus;
import io.surety.lifecycle.Reason;
import io.surety.lifecycle.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SuretyTestKitTest {
  private final SuretyTestKit kit = SuretyTestKit.create().destination(Shop.PAID);
  private final Shop shop = new Shop(kit.surety());
  private final List<String> handled = new ArrayList<>();

  @AfterEach
  void close() {
    kit.close();
  }

  @Test
  void whatIsExecutedIsConsumedByEveryGroupWhenTheCallReturns() {
    consume("billing");
    consume("stock");

    String id = shop.pay("42");

    kit.assertThat(id).isCompleted().isConsumedBy("billing", "stock").hasAttempts("billing", 1);
    assertThat(handled).containsExactlyInAnyOrder("billing paid-42 #1", "stock paid-42 #1");
    assertThat(kit.message(id).payloadText()).isEqualTo("order 42");
    assertThat(kit.message(id).key()).contains("42");
    assertThat(kit.deadLetters()).isEmpty();
  }

  @Test
  void whatFailsLocallyIsRolledBackAndDeliveredToNobody() {
    consume("billing");

    assertThatThrownBy(
            () ->
                shop.publisher()
                    .execute(
                        Shop.message("42"),
                        () -> {
                          throw new IllegalStateException("no money");
                        }))
        .hasMessage("no money");

    kit.assertThat("paid-42").isRolledBack().isNotFor("billing");
    assertThat(handled).isEmpty();
  }

  @Test
  void aCrashBetweenCommitAndConfirmIsSettledByTheCheckBack() {
    consume("billing");
    kit.faults().crashBeforeNext(SignalType.CONFIRM);

    assertThatThrownBy(() -> shop.pay("42")).isInstanceOf(SimulatedCrash.class);
    kit.assertThat("paid-42").isPrepared();
    assertThat(shop.isPaid("42")).isTrue();
    kit.advance(Duration.ofSeconds(11));

    kit.assertThat("paid-42").isConsumedBy("billing");
  }

  @Test
  void aCrashBeforeTheCommitIsSettledByTheCheckBackAsWell() {
    consume("billing");
    kit.faults().crashAfterNext(SignalType.PREPARE);

    assertThatThrownBy(() -> shop.pay("42")).isInstanceOf(SimulatedCrash.class);
    kit.advance(Duration.ofSeconds(11));

    assertThat(shop.isPaid("42")).isFalse();
    kit.assertThat("paid-42").isRolledBack();
  }

  @Test
  void aLostConfirmIsSettledByTheCheckBack() {
    consume("billing");
    kit.faults().loseAll(SignalType.CONFIRM);

    String id = shop.pay("42");
    kit.assertThat(id).isPrepared().isNotConsumedBy("billing");
    kit.advance(Duration.ofSeconds(11));

    kit.assertThat(id).isConsumedBy("billing");
  }

  @Test
  void aLostAcknowledgementIsAnUnknownOutcomeAndTheRepetitionIsHarmless() {
    consume("billing");
    kit.faults().loseAcknowledgementOfNext(SignalType.SEND);

    assertThatThrownBy(() -> shop.publisher().send(Shop.message("42")))
        .isInstanceOf(OutcomeUnknownException.class);
    kit.assertThat("paid-42").isConsumedBy("billing");
    shop.publisher().send(Shop.message("42"));

    assertThat(handled).containsExactly("billing paid-42 #1");
  }

  @Test
  void aLostSendIsAnUnknownOutcomeAndNothingIsThere() {
    kit.faults().loseNext(SignalType.SEND);

    assertThatThrownBy(() -> shop.publisher().send(Shop.message("42")))
        .isInstanceOf(OutcomeUnknownException.class);

    kit.assertThat("paid-42").isUnknown();
  }

  @Test
  void aRefusedPrepareIsNotDoneAndTheLocalTransactionDoesNotRun() {
    kit.faults().refuseNext(SignalType.PREPARE);

    assertThatThrownBy(() -> shop.pay("42")).isInstanceOf(NotDoneException.class);

    assertThat(shop.isPaid("42")).isFalse();
    kit.assertThat("paid-42").isUnknown();
    kit.assertThat(shop.pay("43")).hasStatus(Status.DEAD_LETTERED).isDead(Reason.NO_SUBSCRIBER);
  }

  @Test
  void aConfirmMayOvertakeItsPrepare() {
    consume("billing");
    kit.faults().delayNext(SignalType.PREPARE, Duration.ofSeconds(2));

    String id = shop.pay("42");
    kit.assertThat(id).hasStatus(Status.EARLY);
    kit.advance(Duration.ofSeconds(2));

    kit.assertThat(id).isConsumedBy("billing");
  }

  @Test
  void aFailingHandlerIsTriedAgainByItsPolicyAndThenGivenUp() {
    consumer("billing")
        .redelivery(RedeliveryPolicy.steps(Duration.ofMinutes(1), Duration.ofMinutes(10)))
        .handler(
            delivery -> {
              note("billing", delivery);
              throw new IllegalStateException("the vendor is down");
            })
        .start();

    String id = shop.pay("42");
    kit.assertThat(id).isWaiting("billing").hasAttempts("billing", 1);
    kit.advance(Duration.ofSeconds(59));
    assertThat(handled).hasSize(1);
    kit.advance(Duration.ofSeconds(1));
    assertThat(handled).hasSize(2);
    kit.advance(Duration.ofMinutes(10));

    kit.assertThat(id).isDead("billing", Reason.ATTEMPTS_EXHAUSTED).hasAttempts("billing", 3);
    assertThat(kit.deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.group()).contains("billing");
              assertThat(letter.attempts()).isEqualTo(3);
              assertThat(letter.errorType()).isEqualTo("java.lang.IllegalStateException");
              assertThat(letter.errorMessage()).isEqualTo("the vendor is down");
              assertThat(letter.at()).isEqualTo(kit.now());
            });
  }

  @Test
  void aRejectedMessageIsDeadAtOnceAndCanBeRedrivenOrResolved() {
    AtomicInteger healed = new AtomicInteger();
    consumer("billing")
        .handler(
            delivery -> {
              if (healed.get() == 0) {
                throw new RejectException("never");
              }
              note("billing", delivery);
            })
        .start();
    String redriven = shop.pay("42");
    String resolved = shop.pay("43");
    kit.assertThat(redriven).isDead("billing", Reason.REJECTED);

    healed.set(1);
    kit.operator().redrive(redriven, "billing");
    kit.operator().resolve(resolved, "billing", "paid by hand");

    kit.assertThat(redriven).isConsumedBy("billing");
    kit.assertThat(resolved).isDead("billing").hasStatus(Status.DEAD_LETTERED);
    assertThat(handled).containsExactly("billing paid-42 #2");
  }

  @Test
  void aHandlerChoosesItsNextAttempt() {
    consumer("billing")
        .handler(
            delivery -> {
              note("billing", delivery);
              if (delivery.attempt() == 1) {
                delivery.retryAfter(Duration.ofHours(1));
              }
            })
        .start();

    String id = shop.pay("42");
    kit.advance(Duration.ofMinutes(59));
    assertThat(handled).hasSize(1);
    kit.advance(Duration.ofMinutes(1));

    kit.assertThat(id).isConsumedBy("billing").hasAttempts("billing", 2);
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
  void aProducerThatNeverKnowsIsAskedToTheEndOfItsBudget() {
    AtomicInteger asked = new AtomicInteger();
    Publisher unsure =
        kit.surety()
            .publisher(
                "unsure",
                PublisherOptions.create()
                    .checkBack(
                        question -> {
                          asked.incrementAndGet();
                          return Verdict.UNKNOWN;
                        })
                    .policy(CheckBackPolicy.defaults().withBudget(3)));

    unsure.prepare(Shop.message("42"));
    kit.advance(Duration.ofHours(1));

    assertThat(asked).hasValue(3);
    kit.assertThat("paid-42").isUnresolved();
    kit.operator().rollBack("paid-42");
    kit.assertThat("paid-42").isRolledBack();
  }

  @Test
  void aPolicyCanRollBackWhatNobodyDecides() {
    Publisher unsure =
        kit.surety()
            .publisher(
                "unsure",
                PublisherOptions.create()
                    .checkBack(question -> Verdict.UNKNOWN)
                    .policy(
                        CheckBackPolicy.defaults()
                            .withBudget(1)
                            .withOnExhausted(CheckBackPolicy.OnExhausted.ROLL_BACK)));

    unsure.prepare(Shop.message("42"));
    kit.advance(Duration.ofHours(1));

    kit.assertThat("paid-42").isRolledBack();
  }

  @Test
  void aRecordMayComeTwice() {
    consume("billing");
    kit.faults().duplicateNextDelivery();

    String id = shop.pay("42");

    kit.assertThat(id).isConsumedBy("billing");
    assertThat(handled).containsExactly("billing paid-42 #1", "billing paid-42 #1");
  }

  @Test
  void aRecordThatNobodySawIsDeliveredAgain() {
    consume("billing");
    kit.faults().loseNextDelivery();

    String id = shop.pay("42");
    kit.assertThat(id).hasStatus("billing", DeliveryStatus.DISPATCHED);
    kit.advance(Duration.ofMinutes(1));

    kit.assertThat(id).isConsumedBy("billing").hasAttempts("billing", 2);
  }

  @Test
  void aConsumerThatCrashesAfterItsWorkGetsTheMessageAgain() {
    consume("billing");
    kit.faults().crashBeforeNext(SignalType.OUTCOME);

    String id = shop.pay("42");

    kit.assertThat(id).isConsumedBy("billing").hasAttempts("billing", 1);
    assertThat(handled).containsExactly("billing paid-42 #1", "billing paid-42 #1");
  }

  @Test
  void aReportThatIsLostIsMadeAgain() {
    consume("billing");
    kit.faults().loseNext(SignalType.OUTCOME);

    String id = shop.pay("42");
    kit.assertThat(id).hasStatus("billing", DeliveryStatus.RECEIVED);
    kit.advance(Duration.ofSeconds(1));

    kit.assertThat(id).isConsumedBy("billing");
    assertThat(handled).hasSize(1);
  }

  @Test
  void signalsThatComeTwiceChangeNothing() {
    consume("billing");
    kit.faults()
        .duplicateNext(SignalType.PREPARE)
        .duplicateNext(SignalType.CONFIRM)
        .duplicateNext(SignalType.RECEIVED)
        .duplicateNext(SignalType.OUTCOME);

    String id = shop.pay("42");

    kit.assertThat(id).isCompleted().hasAttempts("billing", 1);
    assertThat(handled).hasSize(1);
  }

  @Test
  void aConsumerThatWasAwayGetsWhatItIsOwedWhenItIsBack() {
    Subscription away = consume("billing");
    away.close();

    String id = shop.pay("42");
    kit.assertThat(id).isNotConsumedBy("billing");
    consume("billing");

    kit.assertThat(id).isConsumedBy("billing");
  }

  @Test
  void instancesOfAGroupShareTheWork() {
    Subscription first = consume("billing");
    consumer("billing", kit.connect()).handler(delivery -> note("other", delivery)).start();

    shop.pay("42");
    first.close();
    shop.pay("43");

    assertThat(handled).containsExactly("billing paid-42 #1", "other paid-43 #1");
  }

  @Test
  void onlyTheTagsThatAGroupWantsAreForIt() {
    consumer("billing").tags("eu.#").handler(delivery -> note("billing", delivery)).start();
    consume("stock");
    Message european = Message.to(Shop.PAID).tag("eu.paid").build();
    Message american = Message.to(Shop.PAID).tag("us.paid").build();

    shop.publisher().send(european);
    shop.publisher().send(american);

    kit.assertThat(european.id()).isConsumedBy("billing", "stock");
    kit.assertThat(american.id()).isConsumedBy("stock").isNotFor("billing");
  }

  @Test
  void aGroupThatWasSilentCanBeAskedFirst() {
    consumer("billing")
        .consumeCheck(question -> ConsumeState.CONSUMED)
        .handler(delivery -> note("billing", delivery))
        .start();
    kit.faults().loseNextDelivery();

    String id = shop.pay("42");
    kit.advance(Duration.ofSeconds(30));

    kit.assertThat(id).isConsumedBy("billing").hasAttempts("billing", 1);
    assertThat(handled).isEmpty();
  }

  @Test
  void aDestinationThatIsDownOnlyDelays() {
    consume("billing");
    kit.faults().destinationDown(Shop.PAID);

    String id = shop.pay("42");
    kit.advance(Duration.ofHours(1));
    kit.assertThat(id).isWaiting("billing").hasAttempts("billing", 0);
    kit.faults().destinationUp(Shop.PAID);
    kit.advance(Duration.ofSeconds(31));

    kit.assertThat(id).isConsumedBy("billing").hasAttempts("billing", 1);
  }

  @Test
  void aDestinationThatNobodyRegisteredIsADeadLetter() {
    Message message = Message.to("nowhere").build();

    shop.publisher().send(message);

    kit.assertThat(message.id()).isDead(Reason.NO_DESTINATION);
  }

  @Test
  void aGroupThatUnsubscribedGetsNothingMore() {
    consume("billing");
    consume("stock");

    kit.surety().unsubscribe("billing", Shop.PAID);

    kit.assertThat(shop.pay("42")).isConsumedBy("stock").isNotFor("billing");
  }

  @Test
  void whatIsDeferredIsSettledLaterAndTheNextOfItsKeyWaits() {
    List<Settlement> deferred = new ArrayList<>();
    consumer("billing")
        .processingTimeout(Duration.ofMinutes(1))
        .handler(
            delivery -> {
              note("billing", delivery);
              if (deferred.isEmpty()) {
                deferred.add(delivery.defer());
              }
            })
        .start();
    Message first = Message.to(Shop.PAID).key("42").id("first").build();
    Message second = Message.to(Shop.PAID).key("42").id("second").build();

    shop.publisher().send(first);
    shop.publisher().send(second);
    kit.advance(Duration.ofMinutes(10));
    kit.assertThat("first").hasStatus("billing", DeliveryStatus.RECEIVED).hasAttempts("billing", 1);
    assertThat(handled).containsExactly("billing first #1");
    deferred.get(0).consumed();

    kit.assertThat("first").isConsumedBy("billing");
    kit.assertThat("second").isConsumedBy("billing").hasAttempts("billing", 1);
    assertThat(handled).containsExactly("billing first #1", "billing second #1");
  }

  @Test
  void aDirectMessageComesOnceAndIsNotTracked() {
    consumer("billing")
        .handler(delivery -> handled.add(delivery.id() + " tracked " + delivery.isTracked()))
        .start();

    shop.publisher().direct(Shop.message("42"));

    assertThat(handled).containsExactly("paid-42 tracked false");
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

  @Test
  void aWrongMessageIsRefusedAsByTheClient() {
    Message large = Message.to(Shop.PAID).payload(new byte[1_000_001]).build();

    assertThatThrownBy(() -> shop.publisher().send(large))
        .isInstanceOf(NotDoneException.class)
        .hasMessageContaining("the limit is 1000000");
    assertThatThrownBy(() -> consumer("billing").tags("a..b"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> shop.publisher().confirm("not an id"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aClosedKitPublishesNothing() {
    kit.close();

    assertThatThrownBy(() -> shop.publisher().send(Shop.message("42")))
        .isInstanceOf(NotDoneException.class)
        .hasMessageContaining("closed");
    assertThat(kit.messages()).isEmpty();
  }

  @Test
  void aWrongExpectationSaysWhereTheMessageStands() {
    consumer("billing")
        .handler(
            delivery -> {
              throw new IllegalStateException("the vendor is down");
            })
        .start();
    String id = shop.pay("42");

    assertThatThrownBy(() -> kit.assertThat(id).isConsumedBy("billing"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("expected message 'paid-42' to be CONSUMED for 'billing'")
        .hasMessageContaining("'paid-42' is DELIVERING [billing: WAITING, attempt 1")
        .hasMessageContaining("the vendor is down");
    assertThatThrownBy(() -> kit.assertThat("nobody").isPrepared())
        .hasMessageContaining("nothing was ever heard of it; known are ['paid-42' is DELIVERING");
    assertThatThrownBy(() -> kit.assertThat(id).isUnknown()).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> kit.message("nobody")).isInstanceOf(AssertionError.class);
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
