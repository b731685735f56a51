package io.surety.rest.archive;

import io.surety.rest.json.Times;
import io.surety.rest.problem.FieldError;
import io.surety.rest.problem.Problem;
import io.surety.rest.problem.ProblemException;
import io.surety.schemas.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a {@link HistoryFilter} from query parameters. Not thread-safe. */
public final class HistoryFilterReader {
  /** The parameters. */
  public static final List<String> NAMES =
      List.of(
          "id",
          "key",
          "destination",
          "producer",
          "group",
          "outcome",
          "finishedAfter",
          "finishedBefore");

  private static final int TEXT_MAX = 512;
  private static final Set<String> OUTCOMES =
      Set.of("COMPLETED", "DEAD_LETTERED", "ROLLED_BACK", "CANCELLED", "EXPIRED");
  private static final Set<String> OUTCOMES_OF_A_GROUP = Set.of("CONSUMED", "DEAD", "UNSUBSCRIBED");

  private final Map<String, String> texts;
  private final List<FieldError> errors = new ArrayList<>();

  private HistoryFilterReader(Map<String, String> texts) {
    this.texts = texts;
  }

  /**
   * The filter.
   *
   * @throws ProblemException with everything that was wrong
   */
  public static HistoryFilter read(Map<String, String> texts) {
    HistoryFilterReader reader = new HistoryFilterReader(texts);
    HistoryFilter filter = reader.filter();
    if (!reader.errors.isEmpty()) {
      throw new ProblemException(Problem.invalid(reader.errors));
    }
    return filter;
  }

  private HistoryFilter filter() {
    Optional<String> group = name("group", Names.GROUP);
    return new HistoryFilter(
        name("id", Names.MESSAGE_ID),
        text("key"),
        name("destination", Names.DESTINATION),
        name("producer", Names.PRODUCER),
        group,
        outcome(group.isPresent() ? OUTCOMES_OF_A_GROUP : OUTCOMES),
        time("finishedAfter"),
        time("finishedBefore"));
  }

  /** NUL is in no row, and PostgreSQL takes none. */
  private Optional<String> text(String name) {
    Optional<String> text = Optional.ofNullable(texts.get(name));
    boolean isRight =
        text.map(t -> !t.isEmpty() && t.length() <= TEXT_MAX && t.indexOf('\0') < 0).orElse(true);
    if (!isRight) {
      wrong(name, text, "is empty, too long or has NUL in it", "write 1 to 512 characters");
    }
    return isRight ? text : Optional.empty();
  }

  private Optional<String> name(String name, Names rule) {
    Optional<String> text = text(name);
    Optional<String> problem = text.flatMap(rule::problem);
    problem.ifPresent(detail -> wrong(name, text, "is no name: " + detail, "write it as it is"));
    return problem.isPresent() ? Optional.empty() : text;
  }

  private Optional<String> outcome(Set<String> known) {
    Optional<String> word =
        text("outcome").map(text -> text.replace('-', '_').toUpperCase(Locale.ROOT));
    if (word.isPresent() && !known.contains(word.get())) {
      wrong("outcome", word, "is not one of its values", "write one of " + known);
      return Optional.empty();
    }
    return word;
  }

  private Optional<Long> time(String name) {
    Optional<String> text = text(name);
    Optional<Long> time = text.flatMap(Times::parse);
    if (text.isPresent() && time.isEmpty()) {
      wrong(name, text, "is not a time", "write RFC 3339, as in 2026-11-22T08:00:00Z");
    }
    return time;
  }

  private void wrong(String name, Optional<String> value, String what, String remedy) {
    String shown = value.filter(text -> text.length() <= 80).orElse("");
    errors.add(new FieldError("?" + name, shown, name + " " + what, remedy));
  }
}
