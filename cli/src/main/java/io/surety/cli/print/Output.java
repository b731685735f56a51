package io.surety.cli.print;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;

/** Where data goes, and in which shape. */
public final class Output {
  private final Format format;
  private final PrintWriter out;
  private final Ink ink;
  private final int room;

  /** To this writer. */
  public Output(Format format, PrintWriter out, Ink ink) {
    this(format, out, ink, 0);
  }

  /**
   * To a screen.
   *
   * @param room how wide a table may be; 0 for any width
   */
  Output(Format format, PrintWriter out, Ink ink, int room) {
    this.format = format;
    this.out = out;
    this.ink = ink;
    this.room = room;
  }

  /** The shape. */
  public Format format() {
    return format;
  }

  Ink ink() {
    return ink;
  }

  int room() {
    return room;
  }

  /**
   * A list that comes in pages.
   *
   * @param idPointer where an item has its id
   */
  public Listing list(List<Column> columns, String idPointer) {
    return new Listing(this, columns, idPointer);
  }

  /** A table in the middle of a text; empty without rows. */
  public String table(List<Column> columns, List<JsonNode> rows) {
    return rows.isEmpty() ? "" : new Table(columns, ink, room).page(rows);
  }

  /**
   * One thing.
   *
   * @param idPointer where it has its id
   * @param forPeople how it is written for people, with line ends
   */
  public void one(JsonNode thing, String idPointer, Function<JsonNode, String> forPeople) {
    switch (format) {
      case TABLE -> write(forPeople.apply(thing));
      case JSON -> write(Json.pretty(thing) + "\n");
      case JSONL -> write(Json.line(thing) + "\n");
      case ID -> write(thing.at(idPointer).asText() + "\n");
    }
    flush();
  }

  /** A line of its own for people, below what was written last. */
  public void remark(String line) {
    write(Cells.harmless(line) + "\n");
    flush();
  }

  /** Writes as it is. */
  public void write(String text) {
    out.print(text);
  }

  /**
   * Sends off what was written.
   *
   * @throws ReaderGoneException when nobody reads it
   */
  public void flush() {
    if (out.checkError()) {
      throw new ReaderGoneException();
    }
  }

  /** Names and values, one a line; without those that have no value. */
  public String facts(JsonNode thing, List<Column> facts) {
    int width = facts.stream().mapToInt(fact -> fact.name().length()).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (Column fact : facts) {
      String value = Cells.harmless(fact.cell().apply(thing));
      if (!value.equals("-")) {
        text.append(ink.bold(fact.name()))
            .append(" ".repeat(width - fact.name().length() + 2))
            .append(ink.paint(value, value))
            .append('\n');
      }
    }
    return text.toString();
  }
}
