package io.surety.lifecycle.laws;

import io.surety.lifecycle.Policies;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All laws at once. Thread-safe. */
public final class Laws {

  private final Law[] all;
  private final Law[] aboutStillness;

  private Laws(List<Law> laws) {
    all = laws.toArray(Law[]::new);
    aboutStillness = laws.stream().filter(Law::isAboutStillness).toArray(Law[]::new);
  }

  /** Every law there is. */
  public static Laws under(Policies policies) {
    List<Law> laws = new ArrayList<>();
    laws.add(new ATickBeforeItsTimeChangesNothing());
    laws.add(new ATickEndsWhatWasDue());
    laws.add(new ATimerNeverOvertakesTheLog());
    laws.add(new ArchiveRevisionGrows());
    laws.add(new AttemptsNeverGoBack());
    laws.add(new CancelledIsNeverDispatched());
    laws.add(new CompletedMeansAllConsumedOrUnsubscribed());
    laws.add(new ConsumedStaysConsumed());
    laws.add(new ContentIsNeverOverwritten());
    laws.add(new DeadLetterIsWrittenOncePerDeath());
    laws.add(new DispatchesAreRemembered());
    laws.add(new EverySignalGetsAnAnswer());
    laws.add(new EveryEndIsArchived());
    laws.add(new EveryLiveMessageHasATimer());
    laws.add(new FinishedStaysFinished());
    laws.add(new FirstDecisionWins());
    laws.add(new FirstWaitingDecisionWins());
    laws.add(new NoDispatchBeforeConfirm());
    laws.add(new NothingGoesSilently());
    laws.add(new NothingLeavesAfterItsTime());
    laws.add(new NothingLeavesBeforeItsTime());
    laws.add(new OldAnswersDoNotCount());
    laws.add(new OnlyAnswersSpendTheBudget());
    laws.add(new OnlyTheUndecidedAreAsked());
    laws.add(new RedeliveryNamesOnlyGroupsThatHaveNotConsumed());
    laws.add(new RefusalChangesNothing());
    laws.add(new RolledBackIsNeverDispatched());
    laws.add(new StaleReportsDoNotCount());
    laws.add(new StatusTellsWhatIsOwed());
    laws.add(new TheGroupsAreFixedAtTheDecision());
    laws.add(new TicksDecideNothing());
    laws.add(new WaitingSignalsAreKept());
    laws.add(new AttemptsStayWithinThePolicy(policies));
    laws.add(new GroupsAreAskedBeforeRedelivery(policies));
    return new Laws(laws);
  }

  /** How many there are. */
  public int size() {
    return all.length;
  }

  /** Which law a step breaks, and how; null if it keeps them all. */
  public @Nullable String brokenBy(Observation step) {
    for (Law law : step.isStill() ? aboutStillness : all) {
      String wrong = law.brokenBy(step);
      if (wrong != null) {
        return law.name() + ": " + wrong;
      }
    }
    return null;
  }

  /**
   * Checks one step.
   *
   * @throws AssertionError naming the law and the step
   */
  public void check(Observation step) {
    String broken = brokenBy(step);
    if (broken != null) {
      throw new AssertionError(
          broken
              + "\n  before "
              + step.before()
              + "\n  signal "
              + step.signal()
              + " at "
              + step.now()
              + "\n  after  "
              + step.after()
              + "\n  effects "
              + step.effects());
    }
  }
}
