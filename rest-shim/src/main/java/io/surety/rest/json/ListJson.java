package io.surety.rest.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.lifecycle.Reason;
import io.surety.rest.read.Cursor;
import io.surety.rest.read.DeadLetter;
import io.surety.rest.read.DeadLetterGroups;
import io.surety.rest.read.Page;
import io.surety.rest.read.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists as they are shown, and as instances tell each other. */
public final class ListJson {
  private ListJson() {}

  /**
   * A page.
   *
   * @param items what is shown of it
   * @param list what its cursor belongs to
   */
  public static Map<String, Object> page(Page page, List<?> items, String list) {
    return new Members()
        .put("items", items)
        .put("nextCursor", page.next().map(after -> Cursor.of(list, after)))
        .put("incomplete", page.isIncomplete())
        .list("missingPartitions", page.missing())
        .toMap();
  }

  /** What one instance found. */
  public static Map<String, Object> slices(List<Slice> slices) {
    return Map.of("slices", slices.stream().map(ListJson::slice).toList());
  }

  private static Map<String, Object> slice(Slice slice) {
    return new Members()
        .put("partition", slice.partition())
        .put("asOf", slice.asOf())
        .put("lookedUpTo", slice.lookedUpTo())
        .put("unreadable", slice.unreadable())
        .put("items", slice.items())
        .toMap();
  }

  /** What another instance found. */
  public static Slice slice(JsonNode json) {
    return new Slice(
        json.path("partition").asInt(),
        json.path("asOf").asLong(),
        Json.elements(json.path("items")),
        Optional.ofNullable(json.get("lookedUpTo")).map(JsonNode::asText),
        json.path("unreadable").asInt());
  }

  /** Something that was given up. */
  public static Map<String, Object> of(DeadLetter dead) {
    return new Members()
        .put("messageId", dead.messageId())
        .text("group", dead.group())
        .put("reason", dead.reason() == Reason.NONE ? null : dead.reason())
        .put("fingerprint", dead.fingerprint())
        .put("failure", MessageJson.failure(dead.failure()))
        .put("attempts", dead.attempts())
        .time("deadAt", dead.deadAt())
        .text("producer", dead.content().producer())
        .text("destination", dead.content().destination())
        .text("tag", dead.content().tag())
        .text("key", dead.content().businessKey())
        .text("note", dead.note())
        .toMap();
  }

  /** Dead letters of one partition by kind. */
  public static Map<String, Object> groups(
      int partition, boolean isWhole, DeadLetterGroups groups) {
    List<Object> all = new ArrayList<>();
    groups.all().forEach(group -> all.add(of(group)));
    return Map.of("partition", partition, "isWhole", isWhole, "groups", all);
  }

  /** Dead letters of one kind. */
  public static Map<String, Object> of(DeadLetterGroups.Group group) {
    return new Members()
        .put("fingerprint", group.fingerprint())
        .put("count", group.count())
        .time("firstAt", group.firstAt())
        .time("lastAt", group.lastAt())
        .put("sample", of(group.sample()))
        .toMap();
  }
}
