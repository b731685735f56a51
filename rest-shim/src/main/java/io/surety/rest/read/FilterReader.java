package io.surety.rest.read;

import io.surety.lifecycle.DeliveryStatus;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Reason;
import io.surety.lifecycle.Status;
import io.surety.lifecycle.TagFilter;
import io.surety.rest.json.Times;
import io.surety.rest.problem.FieldError;
import io.surety.rest.problem.Problem;
import io.surety.rest.problem.ProblemException;
import io.surety.schemas.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads filters from texts by name, and collects what is wrong with them. Not thread-safe. */
public final class FilterReader {
  /** The names of all conditions. */
  public static final List<String> NAMES =
      List.of(
          "status",
          "destination",
          "producer",
          "tag",
          "key",
          "preparedAfter",
          "preparedBefore",
          "minAgeMs",
          "dueBefore",
          "group",
          "deliveryStatus",
          "reason",
          "fingerprint",
          "minAttempts");

  private static final int TEXT_MAX = 512;
  private static final long AGE_MAX_MS = 10 * 365 * 86_400_000L;

  private final SortedMap<String, String> texts;
  private final String place;
  private final List<FieldError> errors = new ArrayList<>();
  private final MessageFilter filter;

  private FilterReader(Map<String, String> texts, String place, long now) {
    this.texts = new TreeMap<>(texts);
    this.place = place;
    this.filter =
        new MessageFilter(
            this.texts,
            statuses(),
            name("destination", Names.DESTINATION),
            name("producer", Names.PRODUCER),
            tag(),
            text("key"),
            time("preparedAfter").orElse(0L),
            Math.min(
                time("preparedBefore").orElse(Message.NEVER),
                number("minAgeMs", AGE_MAX_MS).map(age -> now - age).orElse(Message.NEVER)),
            time("dueBefore").orElse(Message.NEVER),
            new DeliveryFilter(
                name("group", Names.GROUP),
                choices("deliveryStatus", DeliveryStatus.values()),
                choices("reason", Reason.values()).stream().findFirst(),
                text("fingerprint"),
                number("minAttempts", Integer.MAX_VALUE).map(Long::intValue).orElse(0)));
  }

  /**
   * Reads what is there.
   *
   * @param place of a name, for errors: {@code ?} for a query, {@code /filter/} for a body
   * @param now what ages count from, epoch ms
   */
  public static FilterReader read(Map<String, String> texts, String place, long now) {
    return new FilterReader(texts, place, now);
  }

  /**
   * The filter.
   *
   * @throws ProblemException with everything that was wrong
   */
  public MessageFilter end() {
    if (!errors.isEmpty()) {
      throw new ProblemException(Problem.invalid(errors));
    }
    return filter;
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(texts.get(name))
        .filter(
            text ->
                check(
                    !text.isEmpty() && text.length() <= TEXT_MAX,
                    name,
                    text,
                    "is empty or too long",
                    "write 1 to " + TEXT_MAX + " characters, or leave it out"));
  }

  private Optional<String> name(String name, Names rule) {
    Optional<String> text = text(name);
    Optional<String> problem = text.flatMap(rule::problem);
    problem.ifPresent(detail -> wrong(name, text.orElse(""), detail, "write the name as it is"));
    return problem.isPresent() ? Optional.empty() : text;
  }

  private Optional<TagFilter> tag() {
    Optional<String> text = text("tag");
    try {
      return text.map(TagFilter::parse);
    } catch (IllegalArgumentException e) {
      wrong("tag", text.orElse(""), String.valueOf(e.getMessage()), "write a tag or a filter");
      return Optional.empty();
    }
  }

  private Optional<Long> time(String name) {
    return text(name)
        .flatMap(
            text -> {
              Optional<Long> time = Times.parse(text);
              check(
                  time.isPresent(),
                  name,
                  text,
                  "is not a time",
                  "write RFC 3339, as in 2026-11-22T08:00:00Z");
              return time;
            });
  }

  private Optional<Long> number(String name, long max) {
    return text(name)
        .filter(
            text ->
                check(
                    text.matches("[0-9]{1,15}") && Long.parseLong(text) <= max,
                    name,
                    text,
                    "is not a whole number within its bounds",
                    "write a number from 0 to " + max))
        .map(Long::parseLong);
  }

  /** What has finished is in no list, and who asks for it is told where it is. */
  private Set<Status> statuses() {
    Set<Status> chosen = choices("status", Status.values());
    for (Status status : chosen) {
      String word = status.name().toLowerCase(Locale.ROOT).replace('_', '-');
      check(status != Status.ABSENT, "status", word, "asks for what there is not", "leave it out");
      check(
          !status.isFinal(),
          "status",
          word,
          "asks for messages that have finished, and left this list",
          "ask the archive, where there is one: GET /api/v1/archive/messages?outcome=" + word);
    }
    return chosen;
  }

  private <E extends Enum<E>> Set<E> choices(String name, E[] constants) {
    Set<E> chosen = new HashSet<>();
    text(name)
        .ifPresent(
            text -> {
              for (String word : text.split(",", -1)) {
                String wanted = word.trim().replace('-', '_').toUpperCase(Locale.ROOT);
                Optional<E> found =
                    Arrays.stream(constants).filter(c -> c.name().equals(wanted)).findFirst();
                check(
                    found.isPresent(),
                    name,
                    word,
                    "is not one of its values",
                    "write one of " + Arrays.toString(constants));
                found.ifPresent(chosen::add);
              }
            });
    return chosen;
  }

  private boolean check(boolean right, String name, String value, String what, String remedy) {
    if (!right) {
      wrong(name, value, name + " " + what, remedy);
    }
    return right;
  }

  private void wrong(String name, String value, String detail, String remedy) {
    String shown = value.length() > 80 ? value.substring(0, 80) : value;
    errors.add(new FieldError(place + name, shown, detail, remedy));
  }
}
