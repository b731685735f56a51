package io.surety.rest.http;

import io.javalin.http.Context;
import io.surety.rest.access.Caller;
import io.surety.rest.json.Members;
import io.surety.rest.json.MessageJson;
import io.surety.rest.problem.Problem;
import io.surety.rest.problem.ProblemCode;
import io.surety.rest.signal.Outcome;
import io.surety.rest.signal.Positions;
import io.surety.rest.signal.Resolution;
import io.surety.topology.MessageView;
import java.util.Map;
import java.util.function.Supplier;

/** Writes what became of a signal. */
final class Outcomes {
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int ACCEPTED = 202;

  private final Replies replies;
  private final Supplier<Positions> positions;

  Outcomes(Replies replies, Supplier<Positions> positions) {
    this.replies = replies;
    this.positions = positions;
  }

  /** A message was handed over: it has been created, or was there. */
  void created(Context ctx, Outcome outcome) {
    write(ctx, outcome, CREATED);
  }

  /** Something was said about a message. */
  void settled(Context ctx, Outcome outcome) {
    write(ctx, outcome, OK);
  }

  /** A message as it is shown. */
  static Map<String, Object> json(MessageView view) {
    return MessageJson.of(view.message(), view.isSettled(), view.asOf());
  }

  /** That an id is taken must be said; by whose message is nobody else's business. */
  private static Problem problem(Caller caller, Outcome.Refused refused) {
    ProblemCode code = ProblemCode.of(refused.refusal().reason());
    return Ownership.sees(caller, refused.message())
        ? Problem.of(code, refused.refusal().detail()).with("message", json(refused.message()))
        : Problem.of(code, "Another application has a message with this id; take another id.");
  }

  private Map<String, Object> inTheLog(Outcome.Unknown unknown) {
    return Map.of(
        "id",
        unknown.messageId(),
        "position",
        positions.get().format(unknown.position()),
        "detail",
        "It is in the log, and will be processed. Location tells what became of it;"
            + " with ?atLeast= and the position it waits until that is known.");
  }

  private static Problem problem(Outcome.ResolvedBefore before) {
    Problem problem =
        Problem.of(
                ProblemCode.ALREADY_RESOLVED,
                before.first().isPresent()
                    ? "It was closed before, and what was said then stands; resolved shows it."
                    : "It was closed before: it became too old to keep, or it is no longer"
                        + " remembered by whom.")
            .with("message", json(before.message()));
    return before.first().map(first -> problem.with("resolved", resolved(first))).orElse(problem);
  }

  private static Map<String, Object> resolved(Resolution first) {
    return new Members()
        .text("group", first.group())
        .time("at", first.at())
        .text("actor", first.actor())
        .text("reason", first.reason())
        .toMap();
  }

  private void write(Context ctx, Outcome outcome, int whenDone) {
    ctx.header(Replies.POSITION, positions.get().format(outcome.position()));
    outcome.match(
        new Outcome.Cases() {
          @Override
          public void done(Outcome.Done done) {
            if (whenDone == CREATED) {
              ctx.header(Replies.LOCATION, Replies.location(done.message().message().id()));
            }
            Map<String, Object> json = json(done.message());
            ctx.header(ETags.NAME, ETags.of(json));
            replies.json(ctx, whenDone, json);
          }

          @Override
          public void waiting(Outcome.Waiting waiting) {
            ctx.header(Replies.LOCATION, Replies.location(waiting.message().message().id()));
            replies.json(ctx, ACCEPTED, json(waiting.message()));
          }

          @Override
          public void refused(Outcome.Refused refused) {
            replies.problem(ctx, problem(Callers.of(ctx), refused));
          }

          @Override
          public void resolvedBefore(Outcome.ResolvedBefore before) {
            replies.problem(ctx, problem(before));
          }

          @Override
          public void unknown(Outcome.Unknown unknown) {
            ctx.header(Replies.LOCATION, Replies.location(unknown.messageId()));
            ctx.header(Replies.RETRY_AFTER, "1");
            replies.json(ctx, ACCEPTED, inTheLog(unknown));
          }
        });
  }
}
