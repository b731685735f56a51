package io.surety.lifecycle.simulation;

import io.surety.lifecycle.Message;
import io.surety.lifecycle.Reason;
import io.surety.lifecycle.Status;
import io.surety.lifecycle.laws.Laws;
import io.surety.lifecycle.testing.Rules;
import io.surety.lifecycle.testing.Setting;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Plays a run: first its moves, then a phase in which everything works again and everybody does
 * what they should. After that every message must have an outcome, and the promise must be kept.
 */
public final class Simulation {

  private static final int ROUNDS_MAX = 2_000;

  private final Function<Setting, Rules> rules;

  /** Plays with these rules. */
  public Simulation(Function<Setting, Rules> rules) {
    this.rules = rules;
  }

  /** Why the run fails, or nothing. */
  public Optional<String> failure(Terms terms, List<Move> moves) {
    try {
      play(terms, moves);
      return Optional.empty();
    } catch (AssertionError | RuntimeException wrong) {
      return Optional.of(String.valueOf(wrong.getMessage()));
    }
  }

  private void play(Terms terms, List<Move> moves) {
    Setting setting = terms.setting();
    World world = new World(terms, rules.apply(setting), Laws.under(setting));
    for (Move move : moves) {
      move.in(world);
    }
    heal(world);
    world.promise().verify();
  }

  private static void heal(World world) {
    world.outage(Reason.NONE);
    for (int round = 0; round < ROUNDS_MAX; round++) {
      world.deliver();
      for (int group = 0; group < Terms.GROUPS.size(); group++) {
        while (world.hasRecordFor(group)) {
          world.handle(group, Handling.CONSUME, 1, 1);
        }
      }
      for (int message = 0; message < world.messages(); message++) {
        world.answerTruthfully(message);
      }
      for (Log.Topic topic : Log.Topic.values()) {
        world.coordinator().read(topic, Integer.MAX_VALUE);
      }
      world.coordinator().tick();
      world.coordinator().commit();
      if (world.isQuiet()) {
        if (isSettled(world)) {
          return;
        }
        world.advance(Math.max(1, world.coordinator().nextDue() - world.now()));
      }
    }
    throw new AssertionError("not settled after " + ROUNDS_MAX + " rounds");
  }

  private static boolean isSettled(World world) {
    for (int message = 0; message < world.messages(); message++) {
      Message row = world.coordinator().row(message);
      boolean settled =
          row.status().isFinal()
              || row.status() == Status.DEAD_LETTERED
              || row.status() == Status.ABSENT;
      if (!settled) {
        return false;
      }
    }
    return true;
  }
}
