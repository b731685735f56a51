package io.surety.cli.print;

import java.util.Map;

/**
 * Colours for words that say how something is.
 *
 * @param isOn false: plain text
 */
public record Ink(boolean isOn) {
  private static final String RED = "31";
  private static final String GREEN = "32";
  private static final String YELLOW = "33";
  private static final String CYAN = "36";
  private static final String GREY = "90";

  private static final Map<String, String> COLOURS =
      Map.ofEntries(
          Map.entry("COMPLETED", GREEN),
          Map.entry("CONSUMED", GREEN),
          Map.entry("SUCCEEDED", GREEN),
          Map.entry("OK", GREEN),
          Map.entry("RUNNING", GREEN),
          Map.entry("PREPARED", CYAN),
          Map.entry("SCHEDULED", CYAN),
          Map.entry("DELIVERING", CYAN),
          Map.entry("DISPATCHED", CYAN),
          Map.entry("RECEIVED", CYAN),
          Map.entry("SENT", CYAN),
          Map.entry("PENDING", CYAN),
          Map.entry("ROLLED_BACK", GREY),
          Map.entry("CANCELLED", GREY),
          Map.entry("UNSUBSCRIBED", GREY),
          Map.entry("SKIPPED", GREY),
          Map.entry("EARLY", YELLOW),
          Map.entry("HELD_BACK", YELLOW),
          Map.entry("CONSUMED_LATE", YELLOW),
          Map.entry("REBALANCING", YELLOW),
          Map.entry("REJECTED", RED),
          Map.entry("UNRESOLVED", YELLOW),
          Map.entry("WAITING", YELLOW),
          Map.entry("WARN", YELLOW),
          Map.entry("PAUSED", YELLOW),
          Map.entry("EXPIRED", YELLOW),
          Map.entry("DEAD_LETTERED", RED),
          Map.entry("DEAD", RED),
          Map.entry("FAILED", RED),
          Map.entry("STOPPED", RED),
          Map.entry("COMPLETED_WITH_FAILURES", RED),
          Map.entry("SILENT", RED),
          Map.entry("FAIL", RED));

  /** The cell in the colour of its word. */
  String paint(String word, String cell) {
    String colour = COLOURS.get(word);
    return isOn && colour != null ? "\u001b[" + colour + "m" + cell + "\u001b[0m" : cell;
  }

  /** A heading. */
  String bold(String text) {
    return isOn ? "\u001b[1m" + text + "\u001b[0m" : text;
  }
}
