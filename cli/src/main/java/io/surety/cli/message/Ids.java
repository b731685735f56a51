package io.surety.cli.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.cli.http.Query;
import io.surety.cli.print.Json;

/** Where a message is. */
final class Ids {
  private Ids() {}

  static String path(String id) {
    return "messages/" + Query.segment(id);
  }

  /** Of a message that nothing else is known of. */
  static JsonNode only(String id) {
    return Json.object().put("id", id);
  }
}
