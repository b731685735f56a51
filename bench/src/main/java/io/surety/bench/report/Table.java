package io.surety.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Columns of text; the first is flush left, the others flush right. */
final class Table {
  private static final String GAP = "   ";

  private final List<List<String>> rows = new ArrayList<>();

  Table row(String... cells) {
    return row(List.of(cells));
  }

  Table row(List<String> cells) {
    rows.add(List.copyOf(cells));
    return this;
  }

  List<String> lines() {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      String format = "%" + (i == 0 ? "-" : "") + Math.max(1, widths[i]) + "s";
      line.append(i == 0 ? "" : GAP).append(String.format(Locale.ROOT, format, row.get(i)));
    }
    return line.toString().stripTrailing();
  }
}
