package io.surety.cli.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.cli.CliCommand;
import io.surety.cli.CountConverter;
import io.surety.cli.ExitCodes;
import io.surety.cli.http.Api;
import io.surety.cli.http.Query;
import io.surety.cli.http.ServerOptions;
import io.surety.cli.print.Column;
import io.surety.cli.print.Listing;
import io.surety.cli.print.OutputOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code surety audit}. */
@Command(
    name = "audit",
    description = "Tells what operators did, the latest first.",
    footer = {"  surety audit --limit 20", "  surety audit --message order-42"})
public final class AuditCommand extends CliCommand {
  private static final List<Column> COLUMNS =
      List.of(
          Column.time("AT", "/at"),
          Column.of("CALLER", "/caller"),
          Column.of("FOR", "/actor"),
          Column.of("METHOD", "/method"),
          Column.of("PATH", "/path"),
          Column.of("STATUS", "/status"),
          Column.cut("REASON", "/reason"));

  private static final int PAGE = 200;

  @Option(names = "--caller", paramLabel = "NAME", description = "What this caller did.")
  private @Nullable String caller;

  @Option(names = "--message", paramLabel = "ID", description = "What was done about a message.")
  private @Nullable String message;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      converter = CountConverter.class,
      description = "So many at most. Default: ${DEFAULT-VALUE}.")
  private int limit = 50;

  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private ServerOptions server = new ServerOptions();

  /** Made by picocli. */
  public AuditCommand() {}

  @Override
  protected int run() throws InterruptedException {
    Api api = connect(server);
    Listing listing = output.to(out()).list(COLUMNS, "/id");
    int left = limit;
    String cursor = "";
    do {
      Query query = new Query().put("limit", Math.min(PAGE, left));
      if (caller != null) {
        query.put("caller", caller);
      }
      if (message != null) {
        query.put("messageId", message);
      }
      if (!cursor.isEmpty()) {
        query.put("cursor", cursor);
      }
      JsonNode page = api.get("audit" + query).json();
      List<JsonNode> items = new ArrayList<>();
      page.path("items").forEach(items::add);
      listing.page(items);
      left -= items.size();
      cursor = page.path("nextCursor").asText("");
    } while (!cursor.isEmpty() && left > 0);
    listing.end();
    sayIfNone(listing);
    return ExitCodes.OK;
  }
}
