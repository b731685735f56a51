package io.surety.rest.http;

import static io.surety.rest.access.Access.OPERATE;
import static io.surety.rest.access.Access.VIEW;
import static io.surety.rest.http.Route.delete;
import static io.surety.rest.http.Route.get;
import static io.surety.rest.http.Route.post;
import static io.surety.rest.http.Route.put;

import io.javalin.http.Context;
import io.surety.rest.Engine;
import io.surety.rest.json.Members;
import io.surety.rest.json.RedriveJson;
import io.surety.rest.json.RedriveRequest;
import io.surety.rest.problem.ProblemCode;
import io.surety.rest.problem.ProblemException;
import io.surety.rest.read.Cursor;
import io.surety.rest.redrive.ItemState;
import io.surety.rest.redrive.Redrive;
import io.surety.rest.redrive.Redrives;
import io.surety.schemas.avro.RedriveItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Redrives as jobs, and notes about dead letters. Any instance answers: all read the same log. */
final class RedriveRoutes {
  private static final int FINGERPRINT_MAX = 512;

  private final Supplier<Engine> engine;
  private final DeadLetterSweep sweep;
  private final Bodies bodies;
  private final Replies replies;
  private final LongSupplier clock;

  private RedriveRoutes(
      Supplier<Engine> engine,
      DeadLetterSweep sweep,
      Bodies bodies,
      Replies replies,
      LongSupplier clock) {
    this.engine = engine;
    this.sweep = sweep;
    this.bodies = bodies;
    this.replies = replies;
    this.clock = clock;
  }

  static List<Route> of(
      Supplier<Engine> engine, Lists lists, Bodies bodies, Replies replies, LongSupplier clock) {
    RedriveRoutes redrives =
        new RedriveRoutes(engine, new DeadLetterSweep(lists), bodies, replies, clock);
    String job = "/api/v1/redrives/{job}";
    String note = "/api/v1/dead-letter-groups/note";
    return List.of(
        post("/api/v1/redrives", OPERATE, "send dead letters again, as a job", redrives::start),
        get("/api/v1/redrives", VIEW, "these jobs, the newest first", redrives::all),
        get(job, VIEW, "one of them", redrives::one),
        get(job + "/items", VIEW, "what became of its dead letters", redrives::items)
            .withQuery("state", "limit", "cursor"),
        post(job + "/pause", OPERATE, "hold it", redrives::pause),
        post(job + "/resume", OPERATE, "go on with it", redrives::resume),
        post(job + "/cancel", OPERATE, "end it", redrives::cancel),
        put(note, OPERATE, "note what is known of a cause", redrives::putNote)
            .withQuery("fingerprint"),
        delete(note, OPERATE, "remove the note", redrives::deleteNote).withQuery("fingerprint"));
  }

  private void start(Context ctx) {
    RedriveRequest request = RedriveRequest.read(bodies.object(ctx), clock.getAsLong());
    List<RedriveItem> items = sweep.all(request.filter(), Callers.of(ctx));
    if (request.isDryRun()) {
      replies.json(ctx, 200, Map.of("dryRun", true, "count", items.size()));
      return;
    }
    if (items.isEmpty()) {
      throw ProblemException.of(
          ProblemCode.NOTHING_TO_DO, "No dead letter is like this; GET /api/v1/dead-letters.");
    }
    Redrive started = redrives().start(request.wish(), items, Actors.signed(ctx, request.said()));
    ctx.header(Replies.LOCATION, "/api/v1/redrives/" + started.job().getJobId());
    replies.json(ctx, 201, RedriveJson.of(started));
  }

  private void all(Context ctx) {
    replies.json(
        ctx, 200, Map.of("items", redrives().all().stream().map(RedriveJson::of).toList()));
  }

  private void one(Context ctx) {
    replies.json(ctx, 200, RedriveJson.of(redrives().get(PathNames.job(ctx))));
  }

  private void items(Context ctx) {
    Redrive job = redrives().get(PathNames.job(ctx));
    Optional<ItemState> state = state(ctx);
    int limit = ListRoutes.limit(ctx);
    String list = job.job().getJobId() + " " + state.map(ItemState::name).orElse("");
    @Nullable String cursor = ctx.queryParam("cursor");
    int from = cursor == null ? 0 : Integer.parseInt(Cursor.after(list, cursor)) + 1;
    List<Object> shown = new ArrayList<>();
    int item = from;
    for (; item < job.items().size() && shown.size() < limit; item++) {
      if (state.isEmpty() || job.outcome(item).state() == state.get()) {
        shown.add(RedriveJson.item(job.items().get(item), job.outcome(item)));
      }
    }
    int last = item - 1;
    replies.json(
        ctx,
        200,
        new Members()
            .put("items", shown)
            .put(
                "nextCursor",
                item < job.items().size() ? Cursor.of(list, String.valueOf(last)) : null)
            .toMap());
  }

  private static Optional<ItemState> state(Context ctx) {
    @Nullable String word = ctx.queryParam("state");
    if (word == null) {
      return Optional.empty();
    }
    Optional<ItemState> state = ItemState.of(word);
    if (state.isEmpty()) {
      throw ListRoutes.invalid(
          "state", word, "is not known", "write pending, sent, skipped, failed or succeeded");
    }
    return state;
  }

  private void pause(Context ctx) {
    String job = PathNames.job(ctx);
    replies.json(ctx, 200, RedriveJson.of(redrives().pause(job, said(ctx))));
  }

  private void resume(Context ctx) {
    String job = PathNames.job(ctx);
    replies.json(ctx, 200, RedriveJson.of(redrives().resume(job, said(ctx))));
  }

  private void cancel(Context ctx) {
    String job = PathNames.job(ctx);
    replies.json(ctx, 200, RedriveJson.of(redrives().cancel(job, said(ctx))));
  }

  private void putNote(Context ctx) {
    String fingerprint = fingerprint(ctx);
    RedriveRequest.Note note = RedriveRequest.Note.read(bodies.object(ctx));
    String actor = Actors.signed(ctx, new Redrives.Said(note.actor(), "")).actor();
    replies.json(ctx, 200, RedriveJson.of(redrives().putNote(fingerprint, note.text(), actor)));
  }

  private void deleteNote(Context ctx) {
    redrives().removeNote(fingerprint(ctx));
    ctx.status(204);
  }

  /** In the query, since a consumer may put any character into one. */
  private static String fingerprint(Context ctx) {
    String text = Optional.ofNullable(ctx.queryParam("fingerprint")).orElse("");
    if (text.isEmpty() || text.length() > FINGERPRINT_MAX) {
      throw ListRoutes.invalid(
          "fingerprint", text, "is missing or too long", "send that of a dead letter");
    }
    return text;
  }

  private Redrives.Said said(Context ctx) {
    return Actors.signed(ctx, RedriveRequest.said(bodies.object(ctx)));
  }

  private Redrives redrives() {
    return engine.get().redrives();
  }
}
