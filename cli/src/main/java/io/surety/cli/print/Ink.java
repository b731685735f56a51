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

  private static final Map<String, String> COLOURS =
      Map.ofEntries(
          Map.entry("COMPLETED", GREEN),
          Map.entry("CONSUMED", GREEN),
          Map.entry("SUCCEEDED", GREEN),
          Map.entry("OK", GREEN),
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
