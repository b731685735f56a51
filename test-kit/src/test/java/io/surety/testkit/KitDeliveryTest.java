package io.surety.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.client.ConsumeState;
import io.surety.client.ConsumerBuilder;
import io.surety.client.Delivery;
import io.surety.client.Message;
import io.surety.client.RedeliveryPolicy;
import io.surety.client.RejectException;
import io.surety.client.Settlement;
import io.surety.client.Subscription;
import io.surety.client.Surety;
import io.surety.lifecycle.DeliveryStatus;
import io.surety.lifecycle.Reason;
import io.surety.lifecycle.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How messages come to the handlers of groups: attempts, reports, subscriptions. */
class KitDeliveryTest {
  private final SuretyTestKit kit = SuretyTestKit.create().destination(Shop.PAID);
  private final Shop shop = new Shop(kit.surety());
  private final List<String> handled = new ArrayList<>();

  @AfterEach
  void close() {
    kit.close();
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
