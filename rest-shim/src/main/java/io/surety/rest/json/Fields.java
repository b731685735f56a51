package io.surety.rest.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.rest.problem.FieldError;
import io.surety.schemas.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads the fields of one JSON object. A field that is missing, null or wrong reads as empty, and
 * what is wrong is collected; {@link #end} must be called before anything is made of the values.
 * Not thread-safe.
 */
final class Fields {
  /** Ten years of 365 days, the longest duration the coordinator takes. */
  private static final long DURATION_MAX_MS = 10 * 365 * 86_400_000L;

  private final ObjectNode object;
  private final String pointer;
  private final FieldErrors errors;
  private final Set<String> known = new LinkedHashSet<>();

  private Fields(ObjectNode object, String pointer, FieldErrors errors) {
    this.object = object;
    this.pointer = pointer;
    this.errors = errors;
  }

  /** The fields of a body. */
  static Fields of(ObjectNode body) {
    return new Fields(body, "", new FieldErrors());
  }

  /** The fields of an object within this body. */
  Fields within(String place, ObjectNode inner) {
    return new Fields(inner, place, errors);
  }

  /** True if the field is there and not null. */
  boolean has(String field) {
    return node(field).isPresent();
  }

  /** The value as it is, when there is one. */
  Optional<JsonNode> node(String field) {
    known.add(field);
    return Optional.ofNullable(object.get(field)).filter(node -> !node.isNull());
  }

  /** Any text; half of a surrogate pair has no UTF-8 form and is refused. */
  Optional<String> text(String field) {
    return node(field)
        .filter(
            node ->
                check(node.isTextual(), field, shown(node), "is not a text", "write it in quotes"))
        .map(JsonNode::asText)
        .filter(
            text ->
                check(
                    Texts.isWellFormed(text),
                    field,
                    "",
                    "has half of a surrogate pair, which is no character",
                    "send whole characters"));
  }

  /** A text of at most so many characters on one line. */
  Optional<String> line(String field, int lengthMax) {
    return text(field)
        .filter(
            text ->
                check(
                    text.length() <= lengthMax && Texts.isOneLine(text),
                    field,
                    text,
                    "is too long or has control characters",
                    "write at most " + lengthMax + " characters on one line"));
  }

  /** A name that keeps its rule. */
  Optional<String> name(String field, Names rule) {
    Optional<String> text = text(field);
    Optional<String> problem = text.flatMap(rule::problem);
    problem.ifPresent(detail -> errors.add(at(field), "", detail, "choose another " + field));
    return problem.isPresent() ? Optional.empty() : text;
  }

  /** A whole number within these bounds. */
  Optional<Long> number(String field, long min, long max) {
    return node(field).filter(node -> isNumber(at(field), node, min, max)).map(JsonNode::asLong);
  }

  /** A duration of at least so many ms. */
  Optional<Long> millis(String field, long min) {
    return number(field, min, DURATION_MAX_MS);
  }

  /** Durations in ms; empty where the field is missing. */
  List<Long> listOfMillis(String field) {
    List<Long> durations = new ArrayList<>();
    elements(field)
        .ifPresent(
            array -> {
              for (int i = 0; i < array.size(); i++) {
                if (isNumber(at(field) + "/" + i, array.get(i), 0, DURATION_MAX_MS)) {
                  durations.add(array.get(i).asLong());
                }
              }
            });
    return durations;
  }

  /** A number with a fraction. */
  Optional<Double> decimal(String field) {
    return node(field)
        .filter(
            node ->
                check(
                    node.isNumber() && Double.isFinite(node.asDouble()),
                    field,
                    shown(node),
                    "is not a number",
                    "write it without quotes, as in 1.5"))
        .map(JsonNode::asDouble);
  }

  /** True or false. */
  Optional<Boolean> flag(String field) {
    return node(field)
        .filter(
            node ->
                check(
                    node.isBoolean(),
                    field,
                    shown(node),
                    "is not true or false",
                    "write true or false, without quotes"))
        .map(JsonNode::asBoolean);
  }

  /** A time, as epoch ms. */
  Optional<Long> time(String field) {
    Optional<String> text = text(field);
    Optional<Long> time = text.flatMap(Times::parse);
    if (text.isPresent() && time.isEmpty()) {
      wrong(field, text.get(), "is not a time", "write RFC 3339, as in 2026-11-22T08:00:00Z");
    }
    return time;
  }

  /** One of the constants, in any case, with hyphens or underscores. */
  <E extends Enum<E>> Optional<E> choice(String field, E[] constants) {
    Optional<String> text = text(field);
    Optional<E> found = text.flatMap(word -> constant(word, constants));
    if (text.isPresent() && found.isEmpty()) {
      wrong(field, text.get(), "is not one of its values", "write " + words(constants));
    }
    return found;
  }

  /** An array. */
  Optional<ArrayNode> elements(String field) {
    return node(field)
        .filter(node -> check(node.isArray(), field, shown(node), "is not an array", "write []"))
        .map(ArrayNode.class::cast);
  }

  /** An object. */
  Optional<Fields> object(String field) {
    return node(field)
        .filter(node -> check(node.isObject(), field, shown(node), "is not an object", "write {}"))
        .map(node -> within(at(field), (ObjectNode) node));
  }

  /** The value; if it is missing that is an error, and the fallback will not be used. */
  <T> T required(String field, Function<String, Optional<T>> reader, T fallback, String remedy) {
    if (!has(field)) {
      wrong(field, "", "is missing", remedy);
    }
    return reader.apply(field).orElse(fallback);
  }

  /** Says what is wrong with a field: "is not a number". */
  void wrong(String field, String value, String what, String remedy) {
    errors.add(at(field), value, field + " " + what, remedy);
  }

  /** Says what somebody else found to be wrong. */
  void wrong(FieldError error) {
    errors.add(error.pointer(), error.value(), error.detail(), error.remedy());
  }

  /** Says what is wrong at a place in the body. */
  void wrongAt(String place, String detail, String remedy) {
    errors.add(place, "", detail, remedy);
  }

  /** Says what is wrong with this object as a whole. */
  void wrongHere(String detail, String remedy) {
    errors.add(pointer, "", detail, remedy);
  }

  /** Where a field is, as a JSON pointer. */
  String at(String field) {
    return pointer + "/" + field.replace("~", "~0").replace("/", "~1");
  }

  /** The names that are there, in order. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** A field that was not asked for is an error. */
  void noOthers() {
    for (String name : names()) {
      if (!known.contains(name)) {
        String shown = Texts.cut(name, 80);
        errors.add(
            at(shown),
            "",
            "'" + shown + "' is not a field here",
            known.isEmpty() ? "send no fields" : "the fields are " + String.join(", ", known));
      }
    }
  }

  /**
   * Ends the reading of the body.
   *
   * @throws io.surety.rest.problem.ProblemException with everything that was wrong
   */
  void end() {
    noOthers();
    errors.throwIfAny();
  }

  private boolean isNumber(String place, JsonNode node, long min, long max) {
    boolean isRight =
        node.isIntegralNumber()
            && node.canConvertToLong()
            && node.asLong() >= min
            && node.asLong() <= max;
    if (!isRight) {
      errors.add(
          place,
          shown(node),
          place.substring(pointer.length() + 1) + " is not a whole number within its bounds",
          "write a number from " + min + " to " + max + ", without quotes");
    }
    return isRight;
  }

  private boolean check(boolean right, String field, String value, String what, String remedy) {
    if (!right) {
      wrong(field, value, what, remedy);
    }
    return right;
  }

  private static <E extends Enum<E>> Optional<E> constant(String word, E[] constants) {
    String wanted = word.replace('-', '_').toUpperCase(Locale.ROOT);
    return Arrays.stream(constants).filter(c -> c.name().equals(wanted)).findFirst();
  }

  private static <E extends Enum<E>> String words(E[] constants) {
    return String.join(
        ", ",
        Arrays.stream(constants)
            .map(c -> c.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .toList());
  }

  private static String shown(JsonNode node) {
    return node.isContainerNode() ? "" : node.asText();
  }
}
