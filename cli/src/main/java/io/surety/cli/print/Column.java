package io.surety.cli.print;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;

/**
 * A column of a table.
 *
 * @param name its heading
 * @param cell what stands there for an item
 */
public record Column(String name, Function<JsonNode, String> cell) {

  /** A member as it is. */
  public static Column of(String name, String pointer) {
    return new Column(name, item -> Cells.text(item, pointer));
  }

  /** A member that may be long. */
  public static Column cut(String name, String pointer) {
    return new Column(name, item -> Cells.shortText(item, pointer));
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
