package io.surety.rest.redrive;

/**
 * What became of one dead letter.
 *
 * @param at when that became known, epoch ms; 0 while pending
 * @param detail why, in a sentence; may be empty
 */
public record ItemOutcome(ItemState state, long at, String detail) {
  /** Nothing yet. */
  public static final ItemOutcome PENDING = new ItemOutcome(ItemState.PENDING, 0, "");

  /**
   * The one that is further; of two that are as far, the earlier. So it does not matter who wrote
   * what in which order, or what compaction has left of it.
   */
  ItemOutcome furthest(ItemOutcome other) {
    if (state != other.state) {
      return state.compareTo(other.state) > 0 ? this : other;
    }
    return other.at < at ? other : this;
  }
}
