package io.surety.rest.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.rest.json.Json;
import io.surety.rest.json.Members;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Kinds of dead letters over all instances, the most frequent first.
 *
 * @param groups objects as {@link io.surety.rest.json.ListJson} shows them
 * @param missing partitions that nobody answered for
 * @param isIncomplete true if some are missing, or some have more than was looked at: counts are
 *     then at least so many
 */
public record DeadLetterTotals(
    List<ObjectNode> groups, List<Integer> missing, boolean isIncomplete) {
  private static final Comparator<ObjectNode> ORDER =
      Comparator.comparingLong((ObjectNode group) -> -group.path("count").asLong())
          .thenComparing(group -> group.path("fingerprint").asText());

  /** Puts together what the instances counted; of two answers for a partition one counts. */
  public static DeadLetterTotals of(Collection<JsonNode> answers, int partitions) {
    Set<Integer> counted = new HashSet<>();
    Map<String, ObjectNode> groups = new HashMap<>();
    boolean isWhole = true;
    for (JsonNode answer : answers) {
      for (JsonNode partition : Json.elements(answer.path("partitions"))) {
        if (counted.add(partition.path("partition").asInt())) {
          isWhole &= partition.path("isWhole").asBoolean();
          for (JsonNode group : Json.elements(partition.path("groups"))) {
            groups.merge(
                group.path("fingerprint").asText(), group.deepCopy(), DeadLetterTotals::sum);
          }
        }
      }
    }
    List<Integer> missing =
        IntStream.range(0, partitions).filter(p -> !counted.contains(p)).boxed().toList();
    List<ObjectNode> sorted = new ArrayList<>(groups.values());
    sorted.sort(ORDER);
    return new DeadLetterTotals(sorted, missing, !isWhole || !missing.isEmpty());
  }

  /** Times are texts of one length, so that they compare as they are. */
  private static ObjectNode sum(ObjectNode one, ObjectNode other) {
    long count = one.path("count").asLong() + other.path("count").asLong();
    if (other.path("firstAt").asText().compareTo(one.path("firstAt").asText()) < 0) {
      one.set("firstAt", other.get("firstAt"));
    }
    if (other.path("lastAt").asText().compareTo(one.path("lastAt").asText()) > 0) {
      one.set("lastAt", other.get("lastAt"));
      one.set("sample", other.get("sample"));
    }
    return one.put("count", count);
  }

  /** As it is shown. */
  public Map<String, Object> toJson() {
    return new Members()
        .put("items", groups)
        .put("incomplete", isIncomplete)
        .list("missingPartitions", missing)
        .toMap();
  }
}
