package io.surety.acceptance.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.acceptance.harness.ArchiveLog;
import io.surety.acceptance.harness.Brokers;
import io.surety.acceptance.harness.World;
import io.surety.acceptance.proof.Checker.Effects;
import io.surety.acceptance.proof.Checker.Findings;
import io.surety.schemas.avro.DeadLetter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is committed has its effect once in each group; what is rolled back has none; nothing stays
 * open. Also when every process is killed again and again.
 *
 * <p>One run, looked at from several sides. CONTRIBUTING.md says how to make it larger. The seed of
 * its chances is printed.
 */
class ProofTest {
  private static final int ORDERS = Integer.getInteger("surety.proof.orders", 200);
  private static final Plan PLAN =
      new Plan(
          ORDERS,
          Integer.getInteger("surety.proof.kills", Math.max(4, ORDERS / 125)),
          2,
          Long.getLong("surety.proof.seed", System.nanoTime() & 0xffffff));

  private static Databases databases;
  private static World world;
  private static ProofRun run;

  @BeforeAll
  static void play() throws Exception {
    say(PLAN.toString());
    databases = Databases.start();
    world = World.on(Brokers.shared(), "proof");
    run = new ProofRun(world, databases, PLAN);
    run.play();
    say(run.report());
    for (Mode mode : Mode.values()) {
      say(mode + ": " + run.checker().of(mode) + "; refused " + run.checker().refused(mode));
    }
  }

  @AfterAll
  static void close() throws Exception {
    try (Databases server = databases) {
      if (world != null) {
        world.close();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNFENCED")
  void whatIsCommittedHasItsEffectOnceAndWhatIsNotHasNone(Mode mode) throws Exception {
    Findings findings = run.checker().of(mode);

    assertThat(findings.started()).isEqualTo(PLAN.orders(mode));
    assertThat(findings.committed()).isPositive().isLessThan(PLAN.orders(mode) * mode.messages());
    Effects allOnce = new Effects(findings.committed(), Set.of(), Set.of(), Set.of());
    assertThat(findings.effects())
        .hasSameSizeAs(Databases.GROUPS)
        .allSatisfy((group, effects) -> assertThat(effects).isEqualTo(allOnce));
  }

  @Test
  void nobodyIsRefusedExceptWhoComesToTheBarrierTooLate() throws Exception {
    assertThat(run.checker().refused(Mode.OUTBOX)).isEmpty();
    assertThat(run.checker().refused(Mode.OWN)).isEmpty();
    for (Mode barrier : List.of(Mode.BARRIER, Mode.BUNDLE)) {
      assertThat(run.checker().refused(barrier).keySet())
          .isSubsetOf("NotDoneException", "OutcomeUnknownException");
    }
  }

  @Test
  void nothingStaysOpenAtTheCoordinator() {
    ArchiveLog archive = run.archive();

    assertThat(run.open()).isEmpty();
    assertThat(archive.outcomes().values())
        .extracting(outcome -> outcome.status())
        .containsOnly("COMPLETED", "ROLLED_BACK");
    assertThat(world.committed(world.topics().deadLetter(), DeadLetter.class)).isEmpty();
  }

  @Test
  void twoFlushersKeepTheOrderOfEachKey() {
    KeyOrder sent = KeyOrder.inTheLog(world);
    KeyOrder delivered = KeyOrder.atTheDestination(world, run.destination());
    say(sent + "; " + delivered);

    sent.check();
    delivered.check();
  }

  /** The anomaly that the fence is there for: by the same services, and forced for some orders. */
  @Test
  void withoutTheFenceCommittedOrdersAreLost() throws Exception {
    Set<String> forced = new TreeSet<>();
    for (int n = 0; n < PLAN.orders(Mode.UNFENCED); n++) {
      Order order = PLAN.order(Mode.UNFENCED, n);
      if (order.isOpenWhenAsked() || order.isLateWhenAsked()) {
        forced.add(order.id());
      }
    }

    assertThat(forced).isNotEmpty();
    assertThat(run.checker().of(Mode.UNFENCED).effects())
        .allSatisfy((group, effects) -> assertThat(effects.missing()).containsAll(forced));
  }

  private static void say(String what) {
    System.out.println("Proof: " + what);
  }
}
