package io.surety.rest.read;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * What one instance found in one of its partitions.
 *
 * @param asOf everything that was appended before this time is in it, epoch ms; 0 if that is not
 *     known
 * @param items objects with an {@code id}, in the order of the list
 * @param lookedUpTo the last id that was looked at; empty if none is left beyond it
 * @param unreadable rows that were passed over because they cannot be read
 */
public record Slice(
    int partition, long asOf, List<JsonNode> items, Optional<String> lookedUpTo, int unreadable) {
  public Slice {
    items = List.copyOf(items);
  }

  static String id(JsonNode item) {
    return item.path("id").asText();
  }
}
