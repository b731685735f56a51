package io.surety.rest.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The page at {@code /}: plain text for people who have found the port and nothing else. */
final class IndexPage implements Handler {
  private final byte[] text;

  IndexPage(String version, List<Route> routes) {
    StringBuilder page =
        new StringBuilder("Surety " + version + "\nReliable messages on Kafka.\n\n");
    for (Route route : routes) {
      String query = route.query().isEmpty() ? "" : "?" + String.join("&", route.query()) + "=";
      page.append(
          String.format("%-6s  %-48s  %s%n", route.method(), route.path() + query, route.what()));
    }
    page.append("\nBodies are JSON, errors application/problem+json. Examples: docs/rest.md\n");
    text = page.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void handle(Context ctx) {
    ctx.contentType("text/plain; charset=utf-8").result(text);
  }
}
