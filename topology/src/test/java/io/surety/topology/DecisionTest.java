package io.surety.topology;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.surety.lifecycle.ProducerPolicy;
import io.surety.lifecycle.Refusal;
import io.surety.lifecycle.Status;
import io.surety.schemas.avro.Archive;
import io.surety.schemas.avro.CheckBack;
import io.surety.schemas.avro.CheckBackRecord;
import io.surety.schemas.avro.DeadLetter;
import io.surety.schemas.avro.Decide;
import io.surety.schemas.avro.Decision;
import io.surety.schemas.avro.DecisionSource;
import io.surety.schemas.avro.Event;
import io.surety.schemas.avro.Mode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DecisionTest {
  private final TestPolicies policies = new TestPolicies().subscribe("orders", "billing");
  private final CoordinatorHarness coordinator = new CoordinatorHarness(policies);

  @AfterEach
  void close() {
    coordinator.close();
  }

  @Test
  void rollsBack() {
    coordinator.prepare("m1").rollBack("m1");

    assertThat(coordinator.archived())
        .extracting(Archive::getStatus)
        .containsExactly("ROLLED_BACK");
    assertThat(coordinator.dispatches()).isEmpty();
    assertThat(coordinator.payloads().get("m1")).isNull();
  }

  @Test
  void theFirstDecisionWinsAndTheContraryIsLoud() {
    coordinator.prepare("m1").rollBack("m1").confirm("m1");

    assertThat(coordinator.dispatches()).isEmpty();
    assertThat(coordinator.events())
        .extracting(Event::getKind, Event::getReason)
        .containsExactly(tuple("REFUSED", "CONTRADICTION"));
    assertThat(coordinator.counts().refusals()).containsEntry(Refusal.Reason.CONTRADICTION, 1L);
  }

  @Test
  void takesAConfirmThatIsReadBeforeItsPrepare() {
    coordinator.confirm("m1").prepare("m1");

    assertThat(coordinator.dispatches()).hasSize(1);
  }

  @Test
  void takesEverythingBeforeThePrepare() {
    coordinator.consumed("m1", "billing", 1).receive("m1", "billing", 1).confirm("m1");
    assertThat(coordinator.message("m1").status()).isEqualTo(Status.EARLY);

    coordinator.prepare("m1");

    assertThat(coordinator.message("m1").status()).isEqualTo(Status.COMPLETED);
    assertThat(coordinator.dispatches()).isEmpty();
    assertThat(coordinator.messages().get("m1")).isNull();
    assertThat(coordinator.payloads().get("m1")).isNull();
  }

  @Test
  void makesADeadLetterOfASignalWithoutAPrepare() {
    coordinator.confirm("m1").advance(ofMinutes(11));

    DeadLetter dead = coordinator.deadLetters().get(0);
    assertThat(dead.getReason()).isEqualTo("UNMATCHED");
    assertThat(dead.getProducer()).isNull();
    assertThat(dead.getPayload()).isNull();
  }

  @Test
  void deliversAnUnmatchedMessageWhosePrepareIsLate() {
    coordinator.confirm("m1").advance(ofMinutes(11));

    coordinator.prepare("m1").confirm("m1");

    assertThat(coordinator.dispatches()).hasSize(1);
    assertThat(coordinator.dispatches().get(0).payload()).isEqualTo("payload of m1".getBytes());
  }

  @Test
  void refusesAPrepareWithOtherContent() {
    coordinator.prepare("m1").prepare("m1").prepare(Signals.prepare("m1").setTag("changed"));

    assertThat(coordinator.counts().refusals())
        .containsEntry(Refusal.Reason.DUPLICATE, 1L)
        .containsEntry(Refusal.Reason.DIFFERENT_CONTENT, 1L);
    coordinator.confirm("m1");
    assertThat(coordinator.dispatches().get(0).tag()).isEqualTo("created");
  }

  @Test
  void recognisesARepeatedPrepareAfterTheEnd() {
    coordinator.send("m1").consumed("m1", "billing", 1).send("m1");
    coordinator.prepare(Signals.prepare("m1").setMode(Mode.SEND).setTag("changed"));

    assertThat(coordinator.dispatches()).hasSize(1);
    assertThat(coordinator.counts().refusals())
        .containsEntry(Refusal.Reason.DUPLICATE, 1L)
        .containsEntry(Refusal.Reason.DIFFERENT_CONTENT, 1L);
  }

  @Test
  void asksTheProducerWhenTheDecisionIsLate() {
    coordinator.prepare("m1").advance(ofSeconds(11));

    CheckBack question = coordinator.questions().get(0);
    assertThat(question.getProducer()).isEqualTo("shop");
    assertThat(question.getAttempt()).isEqualTo(1);
    assertThat(question.getBusinessKey()).isEqualTo("order-1");
    assertThat(question.getPreparedAt()).isEqualTo(CoordinatorHarness.START.toEpochMilli());

    coordinator.decide(answer(question, Decision.CONFIRM));
    assertThat(coordinator.dispatches()).hasSize(1);
  }

  @Test
  void archivesEveryQuestionWithItsAnswer() {
    coordinator.prepare("m1").advance(ofSeconds(11));
    coordinator.decide(answer(coordinator.questions().get(0), Decision.UNKNOWN));
    long unknownAt = coordinator.now();
    coordinator.advance(ofSeconds(41));
    coordinator.decide(answer(coordinator.questions().get(1), Decision.ROLL_BACK));

    Archive archived = coordinator.archived().get(0);
    assertThat(archived.getCheckBackHistory())
        .extracting(
            CheckBackRecord::getAttempt, CheckBackRecord::getAnswer, CheckBackRecord::getAnsweredAt)
        .containsExactly(
            tuple(1, "UNKNOWN", unknownAt), tuple(2, "ROLL_BACK", archived.getDecidedAt()));
    assertThat(archived.getCheckBackHistory())
        .extracting(CheckBackRecord::getAskedAt)
        .doesNotContainNull()
        .isSorted();
  }

  @Test
  void refusesAnAnswerToAnotherQuestion() {
    coordinator.prepare("m1").advance(ofSeconds(11));

    coordinator.decide(answer(coordinator.questions().get(0), Decision.CONFIRM).setNonce("other"));

    assertThat(coordinator.dispatches()).isEmpty();
    assertThat(coordinator.counts().refusals()).containsEntry(Refusal.Reason.STALE_ATTEMPT, 1L);
  }

  @Test
  void leavesAMessageToAPersonWhenTheBudgetIsSpent() {
    policies.producer(
        "shop",
        new ProducerPolicy(1_000, 1_000, 1, 3_600_000, ProducerPolicy.OnExhausted.UNRESOLVED));
    coordinator.prepare("m1").advance(ofMillis(1_500));

    coordinator.decide(answer(coordinator.questions().get(0), Decision.UNKNOWN));

    assertThat(coordinator.message("m1").status()).isEqualTo(Status.UNRESOLVED);
    assertThat(coordinator.events()).extracting(Event::getKind).containsExactly("UNRESOLVED");
    coordinator.decide(Signals.operator("m1", Decision.CONFIRM));
    assertThat(coordinator.dispatches()).hasSize(1);
  }

  @Test
  void rollsBackByThePolicyOnlyByWayOfTheLog() {
    policies.producer(
        "shop",
        new ProducerPolicy(1_000, 1_000, 1, 3_600_000, ProducerPolicy.OnExhausted.ROLL_BACK));
    coordinator.prepare("m1").advance(ofMillis(1_500));

    coordinator.decide(answer(coordinator.questions().get(0), Decision.UNKNOWN));
    coordinator.tick();

    assertThat(coordinator.decisionsWritten())
        .extracting(Decide::getDecision, Decide::getSource)
        .containsExactly(tuple(Decision.ROLL_BACK, DecisionSource.TIMER));
    assertThat(coordinator.message("m1").status()).isEqualTo(Status.ROLLED_BACK);
  }

  @Test
  void expiresAnUndecidedMessage() {
    coordinator.prepare(Signals.prepare("m1").setTtlMs(5_000L)).advance(ofSeconds(6));

    assertThat(coordinator.archived()).extracting(Archive::getStatus).containsExactly("EXPIRED");
  }

  @Test
  void aHugeTimeToLiveIsNoLimit() {
    coordinator.prepare(Signals.prepare("m1").setTtlMs(315_360_000_000L)).confirm("m1");

    assertThat(coordinator.dispatches()).hasSize(1);
  }

  @Test
  void asksHowFreshTheRegistryIsBeforeGroupsAreFixed() {
    coordinator.confirm("m1").advance(ofSeconds(5)).prepare("m1");

    assertThat(coordinator.gateWaits())
        .containsExactly(
            CoordinatorHarness.START.toEpochMilli() - 1_000, coordinator.now() - 1_000);
  }

  @Test
  void doesNotAskHowFreshTheRegistryIsForAcknowledgements() {
    coordinator.send("m1");
    int before = coordinator.gateWaits().size();

    coordinator.receive("m1", "billing", 1).consumed("m1", "billing", 1).rollBack("m2");

    assertThat(coordinator.gateWaits()).hasSize(before);
  }

  private static Decide.Builder answer(CheckBack question, Decision decision) {
    return Signals.decide(question.getMessageId(), decision)
        .setSource(DecisionSource.CHECK_BACK)
        .setCheckBackAttempt(question.getAttempt())
        .setNonce(question.getNonce());
  }
}
