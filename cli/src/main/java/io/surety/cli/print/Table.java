package io.surety.cli.print;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows under headings. Later pages keep the widths of the first, so that a long list can be written
 * while it comes.
 */
final class Table {
  private final List<Column> columns;
  private final Ink ink;
  private final int[] widths;
  private boolean isBegun;

  Table(List<Column> columns, Ink ink) {
    this.columns = columns;
    this.ink = ink;
    this.widths = new int[columns.size()];
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

  private String line(List<String> row, boolean isPainted) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String word = row.get(i);
      boolean isLast = i == widths.length - 1;
      String cell = isLast ? word : word + " ".repeat(Math.max(0, widths[i] - word.length()));
      line.append(isPainted ? ink.paint(word, cell) : cell).append(isLast ? "" : "  ");
    }
    return line.toString();
  }
}
