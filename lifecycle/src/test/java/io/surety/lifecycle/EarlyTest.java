package io.surety.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.lifecycle.Early.GroupSignal;
import io.surety.lifecycle.Early.Kind;
import io.surety.lifecycle.testing.Say;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What waits does not depend on the order in which it came: the reports of a group are a lattice.
 */
class EarlyTest {

  @Test
  void keepsTheStrongestReportOfAGroup() {
    Early early =
        Early.NONE
            .withGroup(report(Kind.RECEIVED, 1))
            .withGroup(report(Kind.FAILED, 1))
            .withGroup(report(Kind.RECEIVED, 2))
            .withGroup(report(Kind.FAILED, 1));

    assertThat(early.groups()).containsExactly(report(Kind.RECEIVED, 2));
    assertThat(early.withGroup(report(Kind.REJECTED, 1)).groups())
        .containsExactly(report(Kind.REJECTED, 1));
    assertThat(
            early.withGroup(report(Kind.CONSUMED, 1)).withGroup(report(Kind.REJECTED, 9)).groups())
        .containsExactly(report(Kind.CONSUMED, 1));
  }

  @Test
  void ordersAnyTwoReportsAndAgreesWithItself() {
    List<GroupSignal> all = all();
    for (GroupSignal one : all) {
      assertThat(one.isStrongerThan(one)).isFalse();
      for (GroupSignal other : all) {
        boolean same =
            one.kind() == other.kind()
                && (one.attempt() == other.attempt() || one.kind().compareTo(Kind.REJECTED) >= 0);
        assertThat(one.isStrongerThan(other) || other.isStrongerThan(one)).isEqualTo(!same);
        for (GroupSignal third : all) {
          if (one.isStrongerThan(other) && other.isStrongerThan(third)) {
            assertThat(one.isStrongerThan(third)).as("%s %s %s", one, other, third).isTrue();
          }
        }
      }
    }
  }

  @Test
  void endsTheSameInEveryOrderOfThree() {
    for (GroupSignal one : all()) {
      for (GroupSignal other : all()) {
        for (GroupSignal third : all()) {
          assertThat(kinds(one, other, third))
              .isEqualTo(kinds(third, other, one))
              .isEqualTo(kinds(other, third, one));
        }
      }
    }
  }

  @Test
  void tellsTheFirstDecisionAmongWishes() {
    Signal.Decide cancel = Say.operator(Signal.Decide.Kind.CANCEL);
    Early early =
        Early.NONE
            .withDecision(cancel, 1)
            .withDecision(Say.rollBack(), 2)
            .withDecision(Say.confirm(), 3);

    assertThat(early.first()).contains(new Early.EarlyDecision(Say.rollBack(), 2));
    assertThat(Early.NONE.withDecision(cancel, 1).first()).isEmpty();
    assertThat(early.isEmpty()).isFalse();
    assertThat(Early.NONE.isEmpty()).isTrue();
  }

  private static String kinds(GroupSignal... signals) {
    Early early = Early.NONE;
    for (GroupSignal signal : signals) {
      early = early.withGroup(signal);
    }
    GroupSignal kept = early.groups().get(0);
    boolean attemptCounts = kept.kind().compareTo(Kind.REJECTED) < 0;
    return kept.kind() + (attemptCounts ? " " + kept.attempt() : "");
  }

  private static List<GroupSignal> all() {
    List<GroupSignal> all = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (int attempt = 1; attempt <= 3; attempt++) {
        all.add(report(kind, attempt));
      }
    }
    return all;
  }

  private static GroupSignal report(Kind kind, int attempt) {
    return new GroupSignal("billing", kind, attempt, Failure.NONE, -1, 1_000);
  }
}
