package io.surety.cli.print;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;

/**
 * A column of a table.
 *
 * @param name its heading
 * @param cell what stands there for an item
 * @param isText true if it may be cut where the screen is too narrow
 */
public record Column(String name, Function<JsonNode, String> cell, boolean isText) {

  /** A column of names and numbers, which are of no use when they are cut. */
  public Column(String name, Function<JsonNode, String> cell) {
    this(name, cell, false);
  }

  /** A column of sentences. */
  public static Column text(String name, Function<JsonNode, String> cell) {
    return new Column(name, cell, true);
  }

  /** A member as it is. */
  public static Column of(String name, String pointer) {
    return new Column(name, item -> Cells.text(item, pointer));
  }

  /** A member that may be long. */
  public static Column cut(String name, String pointer) {
    return text(name, item -> Cells.shortText(item, pointer));
  }

  /** A time. */
  public static Column time(String name, String pointer) {
    return new Column(name, item -> Cells.time(item, pointer));
  }

  /** A duration in milliseconds. */
  public static Column age(String name, String pointer) {
    return new Column(name, item -> Cells.age(item, pointer));
  }
}
