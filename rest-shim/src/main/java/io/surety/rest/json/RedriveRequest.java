package io.surety.rest.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.rest.read.FilterReader;
import io.surety.rest.read.MessageFilter;
import io.surety.rest.redrive.Redrives;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The body that asks for a job: {@code {filter, name?, ratePerSecond?, canary?, stopAfterFailures?,
 * dryRun?, actor?, reason?}}.
 *
 * @param filter which dead letters
 * @param isDryRun true: only say how many they are
 */
public record RedriveRequest(
    MessageFilter filter, Redrives.Wish wish, Redrives.Said said, boolean isDryRun) {
  private static final int NAME_MAX = 200;
  private static final double RATE_DEFAULT = 10;
  private static final double RATE_MIN = 0.01;
  private static final double RATE_MAX = 1_000;
  private static final int NOTE_MAX = 1_000;

  /**
   * Reads it.
   *
   * @param now what ages count from, epoch ms
   * @throws io.surety.rest.problem.ProblemException naming the fields that are wrong
   */
  public static RedriveRequest read(ObjectNode body, long now) {
    Fields fields = Fields.of(body);
    Map<String, String> texts =
        fields.required(
            "filter",
            field -> fields.object(field).map(RedriveRequest::texts),
            Map.of(),
            "say which dead letters, as in {\"group\": \"billing\"}; {} is all of them");
    double rate = fields.decimal("ratePerSecond").orElse(RATE_DEFAULT);
    if (rate < RATE_MIN || rate > RATE_MAX) {
      fields.wrong(
          "ratePerSecond", String.valueOf(rate), "is not within its bounds", "write 0.01 to 1000");
    }
    String name = fields.line("name", NAME_MAX).orElse("");
    boolean isCanary = fields.flag("canary").orElse(false);
    int stopAfter = fields.number("stopAfterFailures", 0, 1_000_000).map(Long::intValue).orElse(0);
    boolean isDryRun = fields.flag("dryRun").orElse(false);
    Redrives.Said said = said(fields);
    fields.end();
    return new RedriveRequest(
        FilterReader.read(texts, "/filter/", now).end(),
        new Redrives.Wish(name, texts, rate, isCanary, stopAfter),
        said,
        isDryRun);
  }

  /**
   * The body of what is asked of a job: {@code {actor?, reason?}}.
   *
   * @throws io.surety.rest.problem.ProblemException naming the fields that are wrong
   */
  public static Redrives.Said said(ObjectNode body) {
    Fields fields = Fields.of(body);
    Redrives.Said said = said(fields);
    fields.end();
    return said;
  }

  /**
   * The body of a note: {@code {note, actor?}}.
   *
   * @param text what is noted
   */
  public record Note(String text, String actor) {
    /**
     * Reads it.
     *
     * @throws io.surety.rest.problem.ProblemException naming the fields that are wrong
     */
    public static Note read(ObjectNode body) {
      Fields fields = Fields.of(body);
      String text =
          fields.required("note", field -> fields.line(field, NOTE_MAX), "", "say what is known");
      String actor = DecideRequest.actor(fields).orElse("");
      fields.end();
      return new Note(text, actor);
    }
  }

  private static Redrives.Said said(Fields fields) {
    return new Redrives.Said(
        DecideRequest.actor(fields).orElse(""), DecideRequest.reason(fields).orElse(""));
  }

  /** A condition may be written as a text or as a number. */
  private static Map<String, String> texts(Fields filter) {
    Map<String, String> texts = new HashMap<>();
    for (String name : FilterReader.NAMES) {
      Optional<JsonNode> node = filter.node(name);
      node.filter(JsonNode::isValueNode).ifPresent(value -> texts.put(name, value.asText()));
      if (node.isPresent() && !node.get().isValueNode()) {
        filter.wrong(name, "", "is no text", "write it as in a query");
      }
    }
    filter.noOthers();
    return texts;
  }
}
