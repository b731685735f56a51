package io.surety.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.client.CheckBackPolicy;
import io.surety.client.ConsumerBuilder;
import io.surety.client.Delivery;
import io.surety.client.Message;
import io.surety.client.NotDoneException;
import io.surety.client.OutcomeUnknownException;
import io.surety.client.Publisher;
import io.surety.client.PublisherOptions;
import io.surety.client.Subscription;
import io.surety.client.Surety;
import io.surety.client.Verdict;
import io.surety.lifecycle.Reason;
import io.surety.lifecycle.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a publisher sees of the coordinator in memory: settling, faults, check-backs. */
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
