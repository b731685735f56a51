package io.surety.acceptance.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.acceptance.guarantee.Intent;
import io.surety.acceptance.guarantee.Intent.Ending;
import io.surety.schemas.avro.CheckBack;
import io.surety.schemas.avro.Decision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.awaitility.Awaitility;

/**
 * A seeded mix of messages to two groups. What is to become of a message is in its id, so that
 * producers, groups and checks agree on it without talking to each other.
 */
public final class Traffic {
  /** The two groups. */
  public static final String BILLING = "billing";

  public static final String STOCK = "stock";

  /** What becomes of a message. */
  public enum Kind {
    /** Confirmed after its prepare. */
    CONFIRMED(Intent.Decision.CONFIRMED, 1, true),
    /** Confirmed, and the confirm is written first. */
    CONFIRMED_FIRST(Intent.Decision.CONFIRMED, 1, true),
    /** Prepared and confirmed in one record. */
    SENT(Intent.Decision.CONFIRMED, 1, true),
    /** The confirm is lost; the producer says so when asked. */
    SILENT_CONFIRMED(Intent.Decision.CONFIRMED, 1, true),
    /** The producer does not know at first, then confirms. */
    UNSURE(Intent.Decision.CONFIRMED, 1, true),
    /** Confirmed; billing fails twice. */
    FAILS_TWICE(Intent.Decision.CONFIRMED, 3, true),
    /** Confirmed; billing rejects it. */
    REJECTED(Intent.Decision.CONFIRMED, 1, false),
    ROLLED_BACK(Intent.Decision.ROLLED_BACK, 0, false),
    /** The roll back is lost; the producer says so when asked. */
    SILENT_ROLLED_BACK(Intent.Decision.ROLLED_BACK, 0, false);

    private final Intent.Decision decision;
    private final int billingAttempts;
    private final boolean billingConsumes;

    Kind(Intent.Decision decision, int billingAttempts, boolean billingConsumes) {
      this.decision = decision;
      this.billingAttempts = billingAttempts;
      this.billingConsumes = billingConsumes;
    }

    Intent intent() {
      return new Intent(
          decision,
          decision == Intent.Decision.CONFIRMED
              ? Map.of(
                  BILLING, new Ending(billingAttempts, billingConsumes), STOCK, new Ending(1, true))
              : Map.of());
    }

    /** What is to become of the message with this id. */
    public static Kind of(String id) {
      return valueOf(id.substring(id.indexOf('.') + 1));
    }
  }

  private final String destination;
  private final List<String> ids = new ArrayList<>();

  /** So many messages; the same seed makes the same. */
  public Traffic(String destination, long seed, int count) {
    this.destination = destination;
    Random random = new Random(seed);
    Kind[] kinds = Kind.values();
    for (int i = 0; i < count; i++) {
      ids.add("m" + i + "." + kinds[random.nextInt(kinds.length)]);
    }
  }

  /** All ids, in the order in which they are written. */
  public List<String> ids() {
    return List.copyOf(ids);
  }

  /** What is to become of each message. */
  public Map<String, Intent> intents() {
    Map<String, Intent> intents = new TreeMap<>();
    ids.forEach(id -> intents.put(id, Kind.of(id).intent()));
    return intents;
  }

  /** Writes what the producer says of its own accord about message {@code index}. */
  public void write(SignalWriter writer, int index) {
    String id = ids.get(index);
    switch (Kind.of(id)) {
      case CONFIRMED, FAILS_TWICE, REJECTED -> {
        writer.write(Signals.prepare(id, destination).build());
        writer.write(Signals.confirm(id));
      }
      case CONFIRMED_FIRST -> {
        writer.write(Signals.confirm(id));
        writer.write(Signals.prepare(id, destination).build());
      }
      case SENT -> writer.write(Signals.send(id, destination));
      case ROLLED_BACK -> {
        writer.write(Signals.prepare(id, destination).build());
        writer.write(Signals.rollBack(id));
      }
      case SILENT_CONFIRMED, SILENT_ROLLED_BACK, UNSURE ->
          writer.write(Signals.prepare(id, destination).build());
    }
  }

  /** How the producer answers when it is asked. */
  public static Decision verdict(CheckBack question) {
    return switch (Kind.of(question.getMessageId())) {
      case SILENT_ROLLED_BACK, ROLLED_BACK -> Decision.ROLL_BACK;
      case UNSURE -> question.getAttempt() == 1 ? Decision.UNKNOWN : Decision.CONFIRM;
      case CONFIRMED, CONFIRMED_FIRST, SENT, SILENT_CONFIRMED, FAILS_TWICE, REJECTED ->
          Decision.CONFIRM;
    };
  }

  /** How the two groups behave. */
  public static Map<String, Reaction.Script> scripts() {
    return Map.of(BILLING, Traffic::billing, STOCK, (id, attempt) -> Reaction.CONSUME);
  }

  private static Reaction billing(String id, int attempt) {
    return switch (Kind.of(id)) {
      case FAILS_TWICE -> attempt < 3 ? Reaction.FAIL : Reaction.CONSUME;
      case REJECTED -> Reaction.REJECT;
      case CONFIRMED,
          CONFIRMED_FIRST,
          SENT,
          SILENT_CONFIRMED,
          UNSURE,
          ROLLED_BACK,
          SILENT_ROLLED_BACK ->
          Reaction.CONSUME;
    };
  }

  /** Begins to write; at most {@code openMax} messages are unfinished at a time. */
  public Run run(SignalWriter writer, ArchiveLog archive, int openMax) {
    return new Run(writer, archive, openMax);
  }

  /** This traffic while it is being written. */
  public final class Run {
    private final SignalWriter writer;
    private final ArchiveLog archive;
    private final int openMax;
    private int written;

    private Run(SignalWriter writer, ArchiveLog archive, int openMax) {
      this.writer = writer;
      this.archive = archive;
      this.openMax = openMax;
    }

    /** Writes on until so many messages are in the archive. */
    public void untilFinished(int count) {
      Awaitility.await()
          .atMost(World.PATIENCE.multipliedBy(2))
          .pollInterval(Duration.ofMillis(20))
          .untilAsserted(
              () -> {
                writeFurther(openMax - (written - archive.size()));
                assertThat(archive.size()).isGreaterThanOrEqualTo(count);
              });
    }

    /** Writes so many more, whether somebody takes them or not. */
    public void writeFurther(int count) {
      for (int i = 0; i < count && written < ids.size(); i++) {
        write(writer, written++);
      }
    }
  }
}
