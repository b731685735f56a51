package io.surety.cli.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.cli.print.Listing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A timeline that is looked at again and again, of which each row is written once. */
final class GrowingTimeline {
  private final Listing rows;
  private final Set<List<String>> written = new HashSet<>();

  GrowingTimeline(Listing rows) {
    this.rows = rows;
  }

  /**
   * Writes what is new. That of a message which has just finished is shorter than it was before:
   * what it lacks would come out of order, so that it has to wait for the last one.
   */
  void show(JsonNode timeline, boolean isLast) {
    if (timeline.path("incomplete").asBoolean() && !isLast) {
      return;
    }
    List<JsonNode> news = new ArrayList<>();
    for (JsonNode entry : timeline.path("entries")) {
      if (written.add(identity(entry))) {
        news.add(entry);
      }
    }
    rows.page(news);
  }

  private static List<String> identity(JsonNode entry) {
    return List.of(
        entry.path("at").asText(),
        entry.path("what").asText(),
        entry.path("group").asText(),
        entry.path("attempt").asText());
  }
}
