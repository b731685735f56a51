package io.surety.cli.list;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.cli.ExitCodes;
import io.surety.cli.http.Api;
import io.surety.cli.http.Query;
import io.surety.cli.print.Json;
import io.surety.cli.print.Listing;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Reads a list page by page, and writes it while it comes. */
final class Pages {
  private static final int PAGE = 200;

  private final Api api;
  private final Consumer<String> say;

  Pages(Api api, Consumer<String> say) {
    this.api = api;
    this.say = say;
  }

  /** Returns {@link ExitCodes#INCOMPLETE} when a server said that something is missing. */
  int write(String path, Query conditions, PageOptions options, Listing listing)
      throws InterruptedException {
    long left = options.limit();
    boolean isIncomplete = false;
    Set<Integer> missing = new TreeSet<>();
    String cursor = "";
    do {
      Query query = conditions.copy().put("limit", Math.min(PAGE, left));
      if (!cursor.isEmpty()) {
        query.put("cursor", cursor);
      }
      JsonNode page = api.get(path + query).json();
      List<JsonNode> items = new ArrayList<>();
      page.path("items").forEach(items::add);
      listing.page(items);
      left -= items.size();
      isIncomplete |= page.path("incomplete").asBoolean();
      page.path("missingPartitions").forEach(partition -> missing.add(partition.asInt()));
      cursor = page.path("nextCursor").asText("");
    } while (!cursor.isEmpty() && left > 0);
    listing.end(rest(isIncomplete, missing, !cursor.isEmpty()));
    if (listing.isBlank() && cursor.isEmpty() && !isIncomplete) {
      say.accept("None.");
    }
    if (!cursor.isEmpty()) {
      say.accept("There may be more: --limit or --all.");
    }
    return isIncomplete ? incomplete(missing) : ExitCodes.OK;
  }

  private static ObjectNode rest(boolean isIncomplete, Set<Integer> missing, boolean hasMore) {
    ObjectNode rest = Json.object().put("incomplete", isIncomplete).put("more", hasMore);
    if (!missing.isEmpty()) {
      missing.forEach(rest.putArray("missingPartitions")::add);
    }
    return rest;
  }

  private int incomplete(Set<Integer> missing) {
    say.accept(
        "Incomplete: a server did not answer, or a row cannot be read"
            + (missing.isEmpty() ? "" : " (missing partitions " + missing + ")")
            + "; 'surety nodes' says which servers answer.");
    return ExitCodes.INCOMPLETE;
  }
}
