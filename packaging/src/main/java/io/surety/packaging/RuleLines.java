package io.surety.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The lines of a checked-in list; {@code #} begins a comment. */
record RuleLines(Path file, List<Line> lines) {

  /**
   * One line that says something.
   *
   * @param number 1-based
   */
  record Line(int number, String text) {}

  RuleLines {
    lines = List.copyOf(lines);
  }

  static RuleLines read(Path file) throws IOException {
    List<Line> lines = new ArrayList<>();
    int number = 0;
    for (String text : Files.readAllLines(file)) {
      number++;
      int comment = text.indexOf('#');
      String said = (comment < 0 ? text : text.substring(0, comment)).strip();
      if (!said.isEmpty()) {
        lines.add(new Line(number, said));
      }
    }
    return new RuleLines(file, lines);
  }

  /** A line that cannot be understood. */
  PackagingException unclear(Line line, String expected) {
    return new PackagingException(
        "%s, line %d: expected %s, was '%s'"
            .formatted(file.getFileName(), line.number(), expected, line.text()));
  }
}
