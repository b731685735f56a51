package io.surety.rest.redrive;

import static io.surety.rest.redrive.ItemState.FAILED;
import static io.surety.rest.redrive.ItemState.PENDING;
import static io.surety.rest.redrive.ItemState.SENT;
import static io.surety.rest.redrive.ItemState.SKIPPED;
import static io.surety.rest.redrive.ItemState.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.schemas.avro.RedriveControl;
import io.surety.schemas.avro.RedriveItem;
import io.surety.schemas.avro.RedriveJob;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What state a job is in, and what may be sent, for every way it can be. */
class RedriveTest {
  private static final List<ItemState> STATES = List.of(ItemState.values());

  @Test
  void isToldFromWhatIsWantedAndWhatHasBecomeOfTheItems() {
    int cells = 0;
    for (ItemState a : STATES) {
      for (ItemState b : STATES) {
        for (ItemState c : STATES) {
          for (Redrive.Wanted wanted : Redrive.Wanted.values()) {
            for (boolean canary : new boolean[] {true, false}) {
              for (int stopAfter : new int[] {0, 1, 2}) {
                for (int accepted : new int[] {0, 1}) {
                  List<ItemState> items = List.of(a, b, c);
                  Redrive redrive = job(canary, stopAfter, items);
                  redrive.learn(control(wanted, accepted));
                  check(redrive, items, wanted, canary, stopAfter, accepted);
                  cells++;
                }
              }
            }
          }
        }
      }
    }
    assertThat(cells).isEqualTo(125 * 3 * 2 * 3 * 2);
  }

  /** The rules, said once more in another way. */
  private static void check(
      Redrive redrive,
      List<ItemState> items,
      Redrive.Wanted wanted,
      boolean canary,
      int stopAfter,
      int accepted) {
    int failures = Collections.frequency(items, FAILED);
    int pending = Collections.frequency(items, PENDING);
    boolean isOpen = pending > 0 || items.contains(SENT);
    boolean isCanaryOut = canary && !items.contains(SUCCEEDED);
    boolean hasFailed =
        (stopAfter > 0 && failures - accepted >= stopAfter)
            || (isCanaryOut && failures - accepted >= 1);
    RedriveState expected;
    if (wanted == Redrive.Wanted.CANCEL) {
      expected = RedriveState.CANCELLED;
    } else if (!isOpen) {
      expected = failures > 0 ? RedriveState.COMPLETED_WITH_FAILURES : RedriveState.COMPLETED;
    } else if (wanted == Redrive.Wanted.PAUSE) {
      expected = RedriveState.PAUSED;
    } else {
      expected = hasFailed ? RedriveState.STOPPED : RedriveState.RUNNING;
    }
    int mayBeSent = 0;
    if (expected == RedriveState.RUNNING) {
      mayBeSent = !isCanaryOut ? pending : items.contains(SENT) ? 0 : Math.min(1, pending);
    }
    String as = items + " " + wanted + " " + canary + " " + stopAfter + " " + accepted;
    assertThat(redrive.state()).as(as).isEqualTo(expected);
    assertThat(redrive.mayBeSent()).as(as).isEqualTo(mayBeSent);
    assertThat(redrive.needsWork()).as(as).isEqualTo(mayBeSent > 0 || items.contains(SENT));
    assertThat(redrive.isOver()).as(as).isEqualTo(expected.isFinal() && !items.contains(SENT));
    assertThat(redrive.counts().get(FAILED)).as(as).isEqualTo(failures);
  }

  @Test
  void staysCancelled() {
    Redrive redrive = job(false, 0, List.of(PENDING));

    redrive.learn(control(Redrive.Wanted.CANCEL, 0));
    redrive.learn(control(Redrive.Wanted.RUN, 0));

    assertThat(redrive.state()).isEqualTo(RedriveState.CANCELLED);
  }

  @Test
  void goesOnAfterAFailureThatWasAccepted() {
    Redrive redrive = job(true, 2, List.of(FAILED, PENDING, PENDING, PENDING));
    assertThat(redrive.state()).isEqualTo(RedriveState.STOPPED);

    redrive.learn(control(Redrive.Wanted.RUN, redrive.failures()));

    assertThat(redrive.mayBeSent()).as("another canary").isEqualTo(1);
    redrive.learn(0, outcomes(List.of(FAILED, SUCCEEDED, PENDING, PENDING)));
    assertThat(redrive.mayBeSent()).isEqualTo(2);
  }

  @Test
  void comesToTheSameOutcomesInWhateverOrderTheyAreRead() {
    long seed = 20261125;
    Random random = new Random(seed);
    for (int run = 0; run < 500; run++) {
      List<List<ItemOutcome>> written = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        written.add(
            IntStream.range(0, 3)
                .mapToObj(
                    n ->
                        new ItemOutcome(
                            STATES.get(random.nextInt(STATES.size())), random.nextInt(3), ""))
                .toList());
      }
      Redrive one = job(false, 0, List.of(PENDING, PENDING, PENDING));
      written.forEach(outcomes -> one.learn(0, outcomes));
      Collections.shuffle(written, random);
      Redrive other = job(false, 0, List.of(PENDING, PENDING, PENDING));
      written.forEach(outcomes -> other.learn(0, outcomes));

      assertThat(other.chunk(0, Map.of()))
          .as("run %d of seed %d", run, seed)
          .isEqualTo(one.chunk(0, Map.of()));
      assertThat(other.counts()).isEqualTo(one.counts());
    }
  }

  @Test
  void noticesThatTheNewestRecordSaysLessThanIsKnown() {
    Redrive redrive = job(false, 0, List.of(SUCCEEDED, SENT));
    assertThat(redrive.behind()).isEmpty();

    redrive.learn(0, outcomes(List.of(SENT, SENT)));

    assertThat(redrive.behind()).containsExactly(0);
    assertThat(redrive.needsWork()).isTrue();
    redrive.learn(0, redrive.chunk(0, Map.of()));
    assertThat(redrive.behind()).isEmpty();
  }

  @Test
  void goesRoundTheItems() {
    Redrive redrive = job(false, 0, List.of(SENT, PENDING, SENT, SENT));

    assertThat(redrive.next(SENT, 0, 2)).containsExactly(0, 2);
    assertThat(redrive.next(SENT, 3, 9)).containsExactly(3, 0, 2);
    assertThat(redrive.next(SENT, 4, 1)).containsExactly(0);
    assertThat(redrive.next(FAILED, 0, 9)).isEmpty();
  }

  @Test
  void splitsItsItemsIntoChunks() {
    int size = 2 * Redrive.CHUNK_ITEMS + 1;
    Redrive redrive = job(false, 0, Collections.nCopies(size, PENDING));

    assertThat(redrive.chunks()).isEqualTo(3);
    assertThat(redrive.chunk(0, Map.of())).hasSize(Redrive.CHUNK_ITEMS);
    assertThat(redrive.chunk(2, Map.of(size - 1, new ItemOutcome(SKIPPED, 7, "x"))))
        .containsExactly(new ItemOutcome(SKIPPED, 7, "x"));
    assertThat(Redrive.chunkOf(size - 1)).isEqualTo(2);
  }

  private static Redrive job(boolean canary, int stopAfter, List<ItemState> states) {
    List<RedriveItem> items =
        IntStream.range(0, states.size()).mapToObj(i -> new RedriveItem("m" + i, "g", 1L)).toList();
    Redrive redrive =
        new Redrive(
            new RedriveJob(
                "j", "", Map.of(), "ann", "", 1L, items.size(), 1, 10.0, canary, stopAfter),
            items);
    for (int chunk = 0; chunk * Redrive.CHUNK_ITEMS < states.size(); chunk++) {
      int from = chunk * Redrive.CHUNK_ITEMS;
      redrive.learn(
          chunk,
          outcomes(states.subList(from, Math.min(states.size(), from + Redrive.CHUNK_ITEMS))));
    }
    return redrive;
  }

  private static List<ItemOutcome> outcomes(List<ItemState> states) {
    return states.stream().map(state -> new ItemOutcome(state, 1, "")).toList();
  }

  private static RedriveControl control(Redrive.Wanted wanted, int accepted) {
    return new RedriveControl("j", wanted.name(), accepted, "ann", "", 2L);
  }
}
