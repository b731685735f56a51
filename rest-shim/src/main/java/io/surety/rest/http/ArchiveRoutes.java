package io.surety.rest.http;

import io.javalin.http.Context;
import io.surety.rest.archive.ArchivedMessage;
import io.surety.rest.archive.History;
import io.surety.rest.archive.HistoryFilter;
import io.surety.rest.archive.HistoryFilterReader;
import io.surety.rest.json.HistoryJson;
import io.surety.rest.json.Members;
import io.surety.rest.problem.FieldError;
import io.surety.rest.problem.Problem;
import io.surety.rest.problem.ProblemCode;
import io.surety.rest.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What has finished, from the archive's database. */
final class ArchiveRoutes {
  private static final int LIMIT_DEFAULT = 50;
  private static final int LIMIT_MAX = 200;

  /** Query parameters of the list. */
  static final String[] QUERY = query();

  private final ArchiveReads archive;
  private final Replies replies;

  ArchiveRoutes(ArchiveReads archive, Replies replies) {
    this.archive = archive;
    this.replies = replies;
  }

  void list(Context ctx) {
    HistoryFilter filter = HistoryFilterReader.read(texts(ctx));
    int limit = limit(ctx);
    Optional<String> cursor = Optional.ofNullable(ctx.queryParam("cursor"));
    History.Page page = archive.ask(found -> page(found.history(), filter, limit, cursor));
    replies.json(
        ctx,
        200,
        new Members()
            .put("items", page.items().stream().map(HistoryJson::of).toList())
            .put("nextCursor", page.next())
            .put("archiveLagMs", archive.lagMs())
            .toMap());
  }

  void show(Context ctx) {
    String id = PathNames.messageId(ctx);
    ArchivedMessage message =
        archive
            .ask(found -> archive.find(ctx, id))
            .orElseThrow(
                () ->
                    ProblemException.of(
                        ProblemCode.MESSAGE_NOT_FOUND,
                        "'"
                            + id
                            + "' is not in the archive: it has not finished, has not arrived there"
                            + " yet, or was removed as too old."));
    replies.json(ctx, 200, HistoryJson.withTimeline(message, archive.lagMs()));
  }

  private static History.Page page(
      History history, HistoryFilter filter, int limit, Optional<String> cursor) {
    try {
      return history.page(filter, limit, cursor);
    } catch (IllegalArgumentException e) {
      throw ProblemException.of(
          ProblemCode.CURSOR_MISMATCH,
          "Send the cursor with the conditions it was made for, or begin without one.");
    }
  }

  private static Map<String, String> texts(Context ctx) {
    Map<String, String> texts = new HashMap<>();
    for (String name : HistoryFilterReader.NAMES) {
      @Nullable String text = ctx.queryParam(name);
      if (text != null) {
        texts.put(name, text);
      }
    }
    return texts;
  }

  private static int limit(Context ctx) {
    String limit = Optional.ofNullable(ctx.queryParam("limit")).orElse("" + LIMIT_DEFAULT);
    if (!limit.matches("[0-9]{1,3}")
        || Integer.parseInt(limit) < 1
        || Integer.parseInt(limit) > LIMIT_MAX) {
      String shown = limit.length() > 80 ? limit.substring(0, 80) : limit;
      throw new ProblemException(
          Problem.invalid(
              List.of(
                  new FieldError(
                      "?limit",
                      shown,
                      "limit is not within its bounds",
                      "write 1 to " + LIMIT_MAX))));
    }
    return Integer.parseInt(limit);
  }

  private static String[] query() {
    List<String> names = new ArrayList<>(HistoryFilterReader.NAMES);
    names.addAll(List.of("limit", "cursor"));
    return names.toArray(new String[0]);
  }
}
