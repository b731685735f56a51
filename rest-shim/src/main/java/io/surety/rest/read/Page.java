package io.surety.rest.read;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A page of a list, put together from slices. All partitions are listed in one order, that of the
 * ids, so that where a page ends is one id, whoever makes the next one:
 *
 * <pre>
 * partition 0   a    d  e  |          looked up to e; more beyond
 * partition 1     b      f    h       to the end
 * page          a b  d  e             nothing beyond e, where partition 0 may have something
 * </pre>
 *
 * @param next the id after which the next page begins; empty at the end
 * @param missing partitions that nobody answered for, rising
 * @param isIncomplete true if some are missing, or rows could not be read
 */
public record Page(
    List<JsonNode> items, Optional<String> next, List<Integer> missing, boolean isIncomplete) {
  public Page {
    items = List.copyOf(items);
    missing = List.copyOf(missing);
  }

  /**
   * Merges what the instances found. Of two that answered for the same partition the one that is
   * further counts: the other has lost it and does not know.
   *
   * @param partitions how many there are
   */
  public static Page of(Collection<Slice> found, int partitions, boolean isDescending, int limit) {
    Map<Integer, Slice> slices = new HashMap<>();
    found.forEach(
        slice -> slices.merge(slice.partition(), slice, (a, b) -> b.asOf() > a.asOf() ? b : a));
    Comparator<String> rising = Comparator.naturalOrder();
    Comparator<String> order = isDescending ? rising.reversed() : rising;
    Optional<String> bound =
        slices.values().stream().flatMap(slice -> slice.lookedUpTo().stream()).min(order);
    List<JsonNode> sure = new ArrayList<>();
    for (Slice slice : slices.values()) {
      for (JsonNode item : slice.items()) {
        if (bound.isEmpty() || order.compare(Slice.id(item), bound.get()) <= 0) {
          sure.add(item);
        }
      }
    }
    sure.sort(Comparator.comparing(Slice::id, order));
    boolean isFull = sure.size() > limit;
    List<JsonNode> items = isFull ? sure.subList(0, limit) : sure;
    List<Integer> missing =
        IntStream.range(0, partitions).filter(p -> !slices.containsKey(p)).boxed().toList();
    boolean isUnreadable = slices.values().stream().anyMatch(slice -> slice.unreadable() > 0);
    return new Page(
        items,
        isFull ? Optional.of(Slice.id(items.get(items.size() - 1))) : bound,
        missing,
        isUnreadable || !missing.isEmpty());
  }
}
