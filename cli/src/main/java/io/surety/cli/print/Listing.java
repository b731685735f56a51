package io.surety.cli.print;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A list that is written while it comes, but for {@link Format#JSON}, which is written at the end.
 */
public final class Listing {
  private final Output output;
  private final Table table;
  private final String idPointer;
  private final List<JsonNode> kept = new ArrayList<>();
  private boolean isEmpty = true;

  Listing(Output output, List<Column> columns, String idPointer) {
    this.output = output;
    this.table = new Table(columns, output.ink(), output.room());
    this.idPointer = idPointer;
  }

  /** The next items. */
  public void page(List<JsonNode> items) {
    isEmpty &= items.isEmpty();
    switch (output.format()) {
      case TABLE -> {
        if (!items.isEmpty()) {
          output.write(table.page(items));
        }
      }
      case JSON -> kept.addAll(items);
      case JSONL -> items.forEach(item -> output.write(Json.line(item) + "\n"));
      case ID -> items.forEach(item -> output.write(item.at(idPointer).asText() + "\n"));
    }
    output.flush();
  }

  /** True if nothing was written, which people might take for a failure. */
  public boolean isBlank() {
    return isEmpty && output.format() == Format.TABLE;
  }

  /** There are no more. */
  public void end() {
    end(JsonNodeFactory.instance.objectNode());
  }

  /**
   * There are no more.
   *
   * @param rest what else is to be said in the JSON document, such as {@code incomplete}
   */
  public void end(ObjectNode rest) {
    if (output.format() == Format.JSON) {
      ObjectNode document = JsonNodeFactory.instance.objectNode();
      document.putArray("items").addAll(kept);
      document.setAll(rest);
      output.write(Json.pretty(document) + "\n");
      output.flush();
    }
  }
}
