package io.surety.lifecycle.simulation;

import io.surety.lifecycle.Mode;
import io.surety.lifecycle.Reason;
import io.surety.lifecycle.Signal.Decide.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes a run from a seed. Each run draws first what can go wrong in it, and how often, so that
 * some runs know one trouble and others all of them (swarm testing: Groce et al., ISSTA 2012).
 */
public final class Generator {

  /** What happens, and under what terms. */
  public record Run(long seed, Terms terms, List<Move> moves) {}

  private final SplittableRandom random;
  private final int messages;
  private final Kind[] truths;
  private final double losing;
  private final double doubling;
  private final int crashing;
  private final int outages;
  private final int operating;
  private final double contradicting;
  private final double failing;
  private final boolean limited;
  private final boolean delayed;

  private Generator(SplittableRandom random) {
    this.random = random;
    messages = random.nextInt(2, 6);
    truths = new Kind[messages];
    for (int i = 0; i < messages; i++) {
      truths[i] = oneOf(Kind.CONFIRM, Kind.CONFIRM, Kind.CONFIRM, Kind.ROLL_BACK, Kind.UNKNOWN);
    }
    losing = oneOf(0.0, 0.1, 0.4);
    doubling = oneOf(0.0, 0.1, 0.4);
    crashing = oneOf(0, 1, 5);
    outages = oneOf(0, 0, 2);
    operating = oneOf(0, 3, 10);
    contradicting = oneOf(0.0, 0.05, 0.3);
    failing = oneOf(0.0, 0.2, 0.6);
    limited = random.nextInt(3) == 0;
    delayed = random.nextInt(3) == 0;
  }

  /** The run of a seed. */
  public static Run run(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Generator generator = new Generator(random);
    Terms terms =
        new Terms(
            generator.messages,
            generator.oneOf(1, 2, 3),
            random.nextInt(4) == 0,
            random.nextInt(4) == 0);
    int length = random.nextInt(100, 401);
    List<Move> moves = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      moves.add(generator.next());
    }
    return new Run(seed, terms, moves);
  }

  private Move next() {
    int dice = random.nextInt(100 + crashing + outages + operating);
    if (dice < 8) {
      return prepare();
    } else if (dice < 17) {
      return settle();
    } else if (dice < 22) {
      return answer();
    } else if (dice < 42) {
      return handle();
    } else if (dice < 54) {
      return new Move.Deliver();
    } else if (dice < 74) {
      return new Move.Read(oneOf(Log.Topic.values()), random.nextInt(1, 5));
    } else if (dice < 82) {
      return new Move.Tick();
    } else if (dice < 89) {
      return new Move.Commit();
    } else if (dice < 100) {
      return new Move.Advance(oneOf(1L, 20L, 500L, 2_000L, 11_000L, 31_000L, 130_000L, 3_600_000L));
    } else if (dice < 100 + crashing) {
      return new Move.Crash(random.nextBoolean());
    } else if (dice < 100 + crashing + outages) {
      return new Move.Outage(
          oneOf(
              Reason.DESTINATION_UNAVAILABLE,
              Reason.DESTINATION_MISSING,
              Reason.NONE,
              Reason.NONE,
              Reason.TOO_LARGE));
    }
    return operate();
  }

  private Move prepare() {
    int message = random.nextInt(messages);
    Mode mode = oneOf(Mode.PREPARE, Mode.PREPARE, Mode.PREPARE, Mode.SEND, Mode.DIRECT);
    long delay = delayed ? oneOf(0L, 5_000L, 60_000L) : 0;
    long ttl = limited ? oneOf(0L, 30_000L, 300_000L) : 0;
    return new Move.Prepare(message, mode, delay, ttl, copies());
  }

  private Move settle() {
    int message = random.nextInt(messages);
    Kind truth = truths[message];
    if (truth == Kind.UNKNOWN) {
      return new Move.Advance(100);
    }
    if (random.nextDouble() < contradicting) {
      truth = truth == Kind.CONFIRM ? Kind.ROLL_BACK : Kind.CONFIRM;
    }
    return new Move.Settle(message, truth, copies());
  }

  private Move answer() {
    int message = random.nextInt(messages);
    Kind kind = random.nextInt(3) == 0 ? oneOf(Kind.UNKNOWN, Kind.IN_PROGRESS) : truths[message];
    return new Move.Answer(message, random.nextInt(2), kind);
  }

  private Move handle() {
    Handling handling = Handling.CONSUME;
    if (random.nextDouble() < failing) {
      handling = oneOf(Handling.FAIL, Handling.FAIL, Handling.REJECT, Handling.HOLD, Handling.DROP);
    }
    return new Move.Handle(random.nextInt(Terms.GROUPS.size()), handling, copies(), copies());
  }

  private Move operate() {
    int message = random.nextInt(messages);
    String group = oneOf("billing", "stock", "mail", "");
    Kind kind =
        oneOf(
            Kind.CANCEL,
            Kind.CANCEL,
            Kind.RESCHEDULE,
            Kind.DELIVER_NOW,
            Kind.REDRIVE,
            Kind.REDRIVE,
            Kind.RESOLVE,
            Kind.CHECK_NOW);
    return kind == Kind.RESCHEDULE
        ? new Move.Reschedule(message, oneOf(0L, 10_000L, 90_000L))
        : new Move.Operate(message, kind, kind == Kind.CANCEL ? "" : group);
  }

  private int copies() {
    if (random.nextDouble() < losing) {
      return 0;
    }
    return random.nextDouble() < doubling ? 2 : 1;
  }

  @SafeVarargs
  private final <T> T oneOf(T... these) {
    return these[random.nextInt(these.length)];
  }
}
