package io.surety.cli.print;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows under headings. Later pages keep the widths of the first, so that a long list can be written
 * while it comes.
 */
final class Table {
  private static final String GAP = "  ";

  /** Behind the headings where columns are left out. */
  private static final String MORE = " …";

  private static final int TEXT_MIN = 12;

  private final List<Column> columns;
  private final Ink ink;
  private final int[] widths;
  private final int room;
  private int shown;
  private boolean isBegun;

  /**
   * A table.
   *
   * @param room how wide it may be; 0 for any width
   */
  Table(List<Column> columns, Ink ink, int room) {
    this.columns = columns;
    this.ink = ink;
    this.room = room;
    this.widths = new int[columns.size()];
    this.shown = columns.size();
  }

  /** These rows, after the headings if they are the first. */
  String page(List<JsonNode> items) {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode item : items) {
      rows.add(columns.stream().map(column -> Cells.harmless(column.cell().apply(item))).toList());
    }
    StringBuilder page = new StringBuilder();
    if (!isBegun) {
      isBegun = true;
      measure(columns.stream().map(Column::name).toList());
      rows.forEach(this::measure);
      if (room > 0) {
        fit();
      }
      page.append(ink.bold(line(columns.stream().map(Column::name).toList(), false))).append('\n');
    }
    rows.forEach(row -> page.append(line(row, true)).append('\n'));
    return page.toString();
  }

  private void measure(List<String> row) {
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], row.get(i).length());
    }
  }

  /** Texts become shorter; if that is not enough, the last columns are left out for the others. */
  private void fit() {
    int[] whole = widths.clone();
    for (int i = widths.length - 1; i >= 0 && total() > room; i--) {
      if (columns.get(i).isText()) {
        int least = Math.max(columns.get(i).name().length(), TEXT_MIN);
        widths[i] = Math.min(widths[i], Math.max(least, widths[i] - (total() - room)));
      }
    }
    while (shown > 1 && total() > room) {
      shown--;
    }
    for (int i = 0; i < shown; i++) {
      widths[i] = Math.min(whole[i], widths[i] + Math.max(0, room - total()));
    }
  }

  private int total() {
    int total = shown < widths.length ? MORE.length() : 0;
    for (int i = 0; i < shown; i++) {
      total += widths[i] + (i == 0 ? 0 : GAP.length());
    }
    return total;
  }

  private String cut(String word, int column) {
    boolean isTooLong = room > 0 && columns.get(column).isText() && word.length() > widths[column];
    return isTooLong ? word.substring(0, widths[column] - 1) + "…" : word;
  }

  private String line(List<String> row, boolean isPainted) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < shown; i++) {
      String word = cut(row.get(i), i);
      boolean isLast = i == shown - 1;
      String cell = isLast ? word : word + " ".repeat(Math.max(0, widths[i] - word.length()));
      line.append(isPainted ? ink.paint(word, cell) : cell).append(isLast ? "" : GAP);
    }
    return line + (shown < widths.length && !isPainted ? MORE : "");
  }
}
