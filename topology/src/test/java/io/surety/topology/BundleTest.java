package io.surety.topology;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.surety.lifecycle.ProducerPolicy;
import io.surety.lifecycle.Refusal;
import io.surety.lifecycle.Status;
import io.surety.schemas.avro.Archive;
import io.surety.schemas.avro.CheckBack;
import io.surety.schemas.avro.Decide;
import io.surety.schemas.avro.Decision;
import io.surety.schemas.avro.DecisionSource;
import io.surety.schemas.avro.Event;
import io.surety.topology.dispatch.DispatchRequest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One decision about several messages. */
class BundleTest {
  private final TestPolicies policies =
      new TestPolicies().subscribe("orders", "billing").subscribe("points", "loyalty");
  private final CoordinatorHarness coordinator = new CoordinatorHarness(policies);

  @AfterEach
  void close() {
    coordinator.close();
  }

  @Test
  void oneConfirmDeliversAllInTheOrderOfTheRecord() {
    prepareAll();

    coordinator.decide(decide(Decision.CONFIRM));

    assertThat(coordinator.dispatches())
        .extracting(DispatchRequest::messageId, DispatchRequest::destination)
        .containsExactly(
            tuple("b~1of3", "orders"), tuple("b~2of3", "points"), tuple("b~3of3", "orders"));
  }

  @Test
  void oneRollBackEndsAll() {
    prepareAll();

    coordinator.decide(decide(Decision.ROLL_BACK).setReason("no money"));

    assertThat(coordinator.archived())
        .extracting(Archive::getMessageId, Archive::getStatus, Archive::getNote)
        .containsExactly(
            tuple("b~1of3", "ROLLED_BACK", "no money"),
            tuple("b~2of3", "ROLLED_BACK", "no money"),
            tuple("b~3of3", "ROLLED_BACK", "no money"));
    assertThat(coordinator.dispatches()).isEmpty();
  }

  @Test
  void theFirstDecisionAboutTheBundleWinsForEachOfThem() {
    prepareAll();

    coordinator.decide(decide(Decision.ROLL_BACK)).decide(decide(Decision.CONFIRM));

    assertThat(coordinator.dispatches()).isEmpty();
    assertThat(coordinator.counts().refusals()).containsEntry(Refusal.Reason.CONTRADICTION, 3L);
  }

  @Test
  void aConfirmThatIsReadBeforeThePreparesIsTakenWhenTheyCome() {
    coordinator.decide(decide(Decision.CONFIRM));
    assertThat(coordinator.dispatches()).isEmpty();

    prepareAll();

    assertThat(coordinator.dispatches())
        .extracting(DispatchRequest::messageId)
        .containsExactly("b~1of3", "b~2of3", "b~3of3");
  }

  @Test
  void whatWasNeverPreparedOfARolledBackBundleIsNoDeadLetter() {
    coordinator.prepare(Signals.prepare("b~1of3"));

    coordinator.decide(decide(Decision.ROLL_BACK)).advance(ofMinutes(11));

    assertThat(coordinator.deadLetters()).isEmpty();
    assertThat(List.of("b~1of3", "b~2of3", "b~3of3"))
        .allSatisfy(
            id -> assertThat(coordinator.message(id).status()).isEqualTo(Status.ROLLED_BACK));
  }

  @Test
  void thePolicyRollsTheWholeBundleBackInOneRecord() {
    policies.producer(
        "shop",
        new ProducerPolicy(1_000, 1_000, 1, 3_600_000, ProducerPolicy.OnExhausted.ROLL_BACK));
    prepareAll();
    coordinator.advance(ofMillis(1_500));
    CheckBack question =
        coordinator.questions().stream()
            .filter(asked -> asked.getMessageId().equals("b~2of3"))
            .findFirst()
            .orElseThrow();

    coordinator.decide(
        Signals.decide("b~2of3", Decision.UNKNOWN)
            .setSource(DecisionSource.CHECK_BACK)
            .setCheckBackAttempt(question.getAttempt())
            .setNonce(question.getNonce()));
    coordinator.tick();

    assertThat(coordinator.decisionsWritten())
        .extracting(Decide::getMessageId, Decide::getMembers, Decide::getSource)
        .containsExactly(tuple("b~2of3", List.of("b~1of3", "b~3of3"), DecisionSource.TIMER));
    assertThat(coordinator.archived())
        .extracting(Archive::getMessageId, Archive::getStatus)
        .containsExactly(
            tuple("b~2of3", "ROLLED_BACK"),
            tuple("b~1of3", "ROLLED_BACK"),
            tuple("b~3of3", "ROLLED_BACK"));
    assertThat(coordinator.events())
        .extracting(Event::getKind)
        .containsOnly("ROLLED_BACK_BY_POLICY");
  }

  private void prepareAll() {
    coordinator
        .prepare(Signals.prepare("b~1of3"))
        .prepare(Signals.prepare("b~2of3").setDestination("points"))
        .prepare(Signals.prepare("b~3of3"));
  }

  private static Decide.Builder decide(Decision decision) {
    return Signals.decide("b~1of3", decision).setMembers(List.of("b~2of3", "b~3of3"));
  }
}
