package io.surety.rest.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The clock is moved, and calls are made when the test lets them. */
class HostLaneTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final Deque<Runnable> started = new ArrayDeque<>();
  private final List<String> made = new ArrayList<>();
  private final List<CallOutcome> notMade = new ArrayList<>();
  private final HostLane lane = new HostLane(started::add, 2, nanos::get);

  @Test
  void makesSoManyCallsAtATimeInTheirOrder() {
    add("a", CallOutcome.ANSWERED);
    add("b", CallOutcome.ANSWERED);
    add("c", CallOutcome.ANSWERED);

    assertThat(started).hasSize(2);
    assertThat(lane.waiting()).isEqualTo(1);

    letOneRun();
    assertThat(started).hasSize(2);
    letAllRun();
    assertThat(made).containsExactly("a", "b", "c");
  }

  @Test
  void forgetsAHostThatIsIdleButNotOneThatIsSpared() {
    HostLanes lanes = new HostLanes(started::add, 2, nanos::get);
    lanes.add("a", call("a", CallOutcome.ANSWERED));
    lanes.add("b", call("b", CallOutcome.TIMED_OUT));
    assertThat(lanes.size()).isEqualTo(2);
    letAllRun();

    lanes.add("c", call("c", CallOutcome.ANSWERED));
    assertThat(lanes.size()).as("b has failed, and c runs").isEqualTo(2);
    letAllRun();
    nanos.addAndGet(3 * Breaker.PAUSE.toNanos());

    lanes.add("d", call("d", CallOutcome.ANSWERED));
    assertThat(lanes.size()).isEqualTo(1);
    letAllRun();
    assertThat(made).containsExactly("a", "b", "c", "d");
  }

  @Test
  void turnsAwayWhatIsTooMuch() {
    for (int i = 0; i < 2 + HostLane.WAITING_MAX + 3; i++) {
      add("x" + i, CallOutcome.ANSWERED);
    }

    assertThat(notMade)
        .containsExactly(CallOutcome.OVERLOADED, CallOutcome.OVERLOADED, CallOutcome.OVERLOADED);
    letAllRun();
    assertThat(made).hasSize(2 + HostLane.WAITING_MAX);
  }

  @Test
  void sparesAHostThatFailsAndTriesItAgainWithOneCall() {
    fail(Breaker.FAILURES_MAX);
    assertThat(lane.isOpen()).isTrue();

    add("held back", CallOutcome.ANSWERED);
    letAllRun();
    assertThat(notMade).containsExactly(CallOutcome.BREAKER_OPEN);

    nanos.addAndGet(Breaker.PAUSE.toNanos());
    add("trial", CallOutcome.TIMED_OUT);
    add("beside it", CallOutcome.ANSWERED);
    assertThat(started).hasSize(1);
    letAllRun();
    assertThat(notMade).hasSize(2);
    assertThat(lane.isOpen()).isTrue();

    nanos.addAndGet(Breaker.PAUSE.toNanos());
    add("second trial", CallOutcome.NO_VERDICT);
    letAllRun();
    assertThat(lane.isOpen()).isFalse();

    add("as ever", CallOutcome.ANSWERED);
    letAllRun();
    assertThat(made).endsWith("trial", "second trial", "as ever");
  }

  @Test
  void whatSaysNothingOfTheHostDoesNotOpenIt() {
    for (int i = 0; i < 3 * Breaker.FAILURES_MAX; i++) {
      add("x", CallOutcome.NOT_ALLOWED);
    }
    letAllRun();

    assertThat(lane.isOpen()).isFalse();
  }

  @Test
  void onlyFailuresInARowOpenIt() {
    fail(Breaker.FAILURES_MAX - 1);
    add("x", CallOutcome.ANSWERED);
    letAllRun();
    fail(Breaker.FAILURES_MAX - 1);

    assertThat(lane.isOpen()).isFalse();
  }

  @Test
  void aTrialThatWasNotMadeIsMadeLater() {
    fail(Breaker.FAILURES_MAX);
    nanos.addAndGet(Breaker.PAUSE.toNanos());
    add("not allowed any more", CallOutcome.NOT_ALLOWED);
    letAllRun();

    add("trial", CallOutcome.ANSWERED);
    letAllRun();

    assertThat(made).endsWith("trial");
    assertThat(lane.isOpen()).isFalse();
  }

  @Test
  void saysSoWhenTheServerStops() {
    HostLane stopping =
        new HostLane(
            work -> {
              throw new RejectedExecutionException();
            },
            2,
            nanos::get);

    stopping.add(call("x", CallOutcome.ANSWERED));

    assertThat(notMade).containsExactly(CallOutcome.OVERLOADED);
  }

  @Test
  void aCallThatThrowsLeavesItsPlace() {
    for (int i = 0; i < 3; i++) {
      lane.add(
          new HostLane.Call() {
            @Override
            public CallOutcome make() {
              throw new IllegalStateException("broken");
            }

            @Override
            public void notMade(CallOutcome why) {}
          });
    }
    add("after it", CallOutcome.ANSWERED);

    letAllRun();

    assertThat(made).containsExactly("after it");
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      add("failing", CallOutcome.NOT_CONNECTED);
      letAllRun();
    }
  }

  private void add(String name, CallOutcome outcome) {
    lane.add(call(name, outcome));
  }

  private HostLane.Call call(String name, CallOutcome outcome) {
    return new HostLane.Call() {
      @Override
      public CallOutcome make() {
        made.add(name);
        return outcome;
      }

      @Override
      public void notMade(CallOutcome why) {
        notMade.add(why);
      }
    };
  }

  private void letOneRun() {
    try {
      started.remove().run();
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("broken");
    }
  }

  private void letAllRun() {
    while (!started.isEmpty()) {
      letOneRun();
    }
  }
}
