package io.surety.rest.http;

import io.javalin.http.Context;
import io.surety.rest.json.ListJson;
import io.surety.rest.problem.FieldError;
import io.surety.rest.problem.Problem;
import io.surety.rest.problem.ProblemException;
import io.surety.rest.read.Cursor;
import io.surety.rest.read.FilterReader;
import io.surety.rest.read.MessageFilter;
import io.surety.rest.read.Page;
import io.surety.schemas.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Lists of messages. */
final class ListRoutes {
  private static final int LIMIT_DEFAULT = 50;
  private static final int LIMIT_MAX = 200;

  /** Query parameters of lists. */
  static final String[] QUERY = names("order", "limit", "cursor", MessageReads.AT_LEAST);

  /** Query parameters of what one instance tells another. */
  static final String[] LOCAL_QUERY =
      names("order", "limit", "after", "view", MessageReads.AT_LEAST);

  private final Lists lists;
  private final Replies replies;
  private final LongSupplier clock;

  ListRoutes(Lists lists, Replies replies, LongSupplier clock) {
    this.lists = lists;
    this.replies = replies;
    this.clock = clock;
  }

  void messages(Context ctx) {
    list(ctx, ListView.MESSAGES, Map.of());
  }

  void deadLetters(Context ctx) {
    list(ctx, ListView.DEAD_LETTERS, Map.of());
  }

  void undecided(Context ctx) {
    list(ctx, ListView.MESSAGES, Map.of("status", "prepared,unresolved"));
  }

  /** This instance's part of a list, for others. */
  void local(Context ctx) {
    String after = Optional.ofNullable(ctx.queryParam("after")).orElse("");
    if (!after.isEmpty() && Names.MESSAGE_ID.problem(after).isPresent()) {
      throw invalid("after", after, "is no message id", "send an id");
    }
    String word = Optional.ofNullable(ctx.queryParam("view")).orElse(ListView.MESSAGES.word());
    ListView view =
        ListView.of(word)
            .orElseThrow(
                () -> invalid("view", word, "is not known", "write messages or dead-letters"));
    Lists.Request request = request(ctx, view, filter(ctx, Map.of()), after);
    replies.json(ctx, 200, ListJson.slices(lists.here(request)));
  }

  private void list(Context ctx, ListView view, Map<String, String> defaults) {
    MessageFilter filter = filter(ctx, defaults);
    Lists.Request first = request(ctx, view, filter, "");
    @Nullable String cursor = ctx.queryParam("cursor");
    Lists.Request request =
        cursor == null ? first : request(ctx, view, filter, Cursor.after(first.list(), cursor));
    Page page = lists.page(request, Callers.of(ctx));
    replies.json(ctx, 200, ListJson.page(page, view.shown(page.items()), request.list()));
  }

  private Lists.Request request(Context ctx, ListView view, MessageFilter filter, String after) {
    return new Lists.Request(
        view, filter, after, isDescending(ctx), limit(ctx), lists.atLeast(ctx));
  }

  private MessageFilter filter(Context ctx, Map<String, String> defaults) {
    Map<String, String> texts = new HashMap<>(defaults);
    for (String name : FilterReader.NAMES) {
      @Nullable String text = ctx.queryParam(name);
      if (text != null) {
        texts.put(name, text);
      }
    }
    return FilterReader.read(texts, "?", clock.getAsLong()).end();
  }

  private static boolean isDescending(Context ctx) {
    String order = Optional.ofNullable(ctx.queryParam("order")).orElse("asc");
    return switch (order) {
      case "asc" -> false;
      case "desc" -> true;
      default -> throw invalid("order", order, "is not known", "write asc or desc");
    };
  }

  static int limit(Context ctx) {
    String limit = Optional.ofNullable(ctx.queryParam("limit")).orElse("" + LIMIT_DEFAULT);
    if (!limit.matches("[0-9]{1,3}")
        || Integer.parseInt(limit) < 1
        || Integer.parseInt(limit) > LIMIT_MAX) {
      throw invalid("limit", limit, "is not within its bounds", "write 1 to " + LIMIT_MAX);
    }
    return Integer.parseInt(limit);
  }

  static ProblemException invalid(String name, String value, String what, String remedy) {
    String shown = value.length() > 80 ? value.substring(0, 80) : value;
    return new ProblemException(
        Problem.invalid(List.of(new FieldError("?" + name, shown, name + " " + what, remedy))));
  }

  private static String[] names(String... more) {
    List<String> names = new ArrayList<>(FilterReader.NAMES);
    names.addAll(List.of(more));
    return names.toArray(new String[0]);
  }
}
