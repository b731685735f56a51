package io.surety.rest.http;

import io.javalin.http.Context;
import io.surety.rest.Engine;
import io.surety.rest.problem.FieldError;
import io.surety.rest.problem.Problem;
import io.surety.rest.problem.ProblemCode;
import io.surety.rest.problem.ProblemException;
import io.surety.rest.signal.LogPosition;
import io.surety.topology.Answer;
import io.surety.topology.CoordinatorQueries;
import io.surety.topology.MessageView;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers a question about one message where that can be done: here if the message is here, else by
 * its owner, else from a copy, which is said to be one. {@code ?atLeast=} waits for a change, and
 * is never answered from a copy. Thread-safe.
 */
final class MessageReads {
  static final String AT_LEAST = "atLeast";

  private static final byte[] NO_BODY = new byte[0];
  private static final long RETRY_MS = 500;
  private static final int UNAVAILABLE = 503;
  private static final int OK = 200;

  private final Supplier<Engine> engine;
  private final Peers peers;

  MessageReads(Supplier<Engine> engine, Peers peers) {
    this.engine = engine;
    this.peers = peers;
  }

  /**
   * A message that was found here.
   *
   * @param isStale true if it is from a copy, which may be behind
   */
  record Found(MessageView view, boolean isStale) {}

  /** Writes an answer. */
  interface Answers {
    void write(Found found);
  }

  /**
   * Answers from the message, or has somebody else answer.
   *
   * @throws ProblemException when nothing is known of it, or when nobody can tell now
   */
  void answer(Context ctx, Answers answers) {
    answer(ctx, answers, id -> false);
  }

  /**
   * The same, and what is not remembered is looked for once more.
   *
   * @param forgotten answers for an id of which nothing is remembered; returns false if it cannot
   */
  void answer(Context ctx, Answers answers, Predicate<String> forgotten) {
    String id = PathNames.messageId(ctx);
    Optional<LogPosition> atLeast = atLeast(ctx, engine.get());
    CoordinatorQueries queries = engine.get().queries();
    atLeast.ifPresent(position -> mustBeOf(position, id, queries));
    if (atLeast.isPresent() && !await(ctx, id, atLeast.get())) {
      return;
    }
    boolean mayBeStale = atLeast.isEmpty();
    queries
        .get(id)
        .fold(
            view -> found(ctx, id, view, answers),
            () -> {
              if (forgotten.test(id)) {
                return true;
              }
              throw Ownership.unknown(id);
            },
            owner -> elsewhere(ctx, id, owner, mayBeStale, answers),
            moving -> copied(ctx, id, mayBeStale, answers) || moving(moving.retryAfterMs()));
  }

  /** The position to wait for, if one is given. */
  static Optional<LogPosition> atLeast(Context ctx, Engine engine) {
    @Nullable String text = ctx.queryParam(AT_LEAST);
    if (text == null) {
      return Optional.empty();
    }
    Optional<LogPosition> position = engine.positions().parse(text);
    if (position.isEmpty()) {
      throw invalid(text, "is no position", "send what Surety-Position said, as in confirm.3.17");
    }
    return position;
  }

  private static void mustBeOf(LogPosition position, String id, CoordinatorQueries queries) {
    int partition = queries.partitionOf(id);
    if (position.partition() != partition) {
      throw invalid(
          String.valueOf(position.partition()),
          "is a position of another partition: '" + id + "' is in partition " + partition,
          "send what Surety-Position said when this message was changed");
    }
  }

  private static ProblemException invalid(String value, String what, String remedy) {
    String shown = value.length() > 80 ? value.substring(0, 80) : value;
    return new ProblemException(
        Problem.invalid(
            List.of(new FieldError("?" + AT_LEAST, shown, AT_LEAST + " " + what, remedy))));
  }

  /** Returns false if somebody else has answered. */
  private boolean await(Context ctx, String id, LogPosition position) {
    Optional<Answer.Elsewhere> owner = engine.get().queries().otherOwner(id);
    if (owner.isPresent()) {
      if (peers.answered(ctx, owner.get(), NO_BODY)) {
        return false;
      }
      throw peers.away(owner.get(), RETRY_MS);
    }
    if (!engine.get().processing().await(position)) {
      throw new ProblemException(
          Problem.of(ProblemCode.BEHIND, "It is in the log and not processed yet; ask again.")
              .retryAfter(RETRY_MS));
    }
    return true;
  }

  private boolean elsewhere(
      Context ctx, String id, Answer.Elsewhere owner, boolean mayBeStale, Answers answers) {
    Optional<HttpResponse<byte[]>> answer = peers.ask(ctx, owner, NO_BODY);
    if (answer.isPresent() && answer.get().statusCode() != UNAVAILABLE) {
      peers.relay(ctx, answer.get());
      return true;
    }
    if (copied(ctx, id, mayBeStale, answers)) {
      return true;
    }
    answer.ifPresent(response -> peers.relay(ctx, response));
    if (answer.isEmpty()) {
      throw peers.away(owner, RETRY_MS);
    }
    return true;
  }

  /** From a copy here, or from one elsewhere. That a copy does not have it says nothing. */
  private boolean copied(Context ctx, String id, boolean mayBeStale, Answers answers) {
    if (!mayBeStale) {
      return false;
    }
    CoordinatorQueries queries = engine.get().queries();
    Optional<MessageView> here = queries.standby(id);
    // One that is behind may not know yet that the message is for a group of the caller's.
    if (here.isPresent() && Ownership.sees(Callers.of(ctx), here.get())) {
      answers.write(new Found(here.get(), true));
      return true;
    }
    for (Answer.Elsewhere copy : queries.standbys(id)) {
      Optional<HttpResponse<byte[]>> answer = peers.ask(ctx, copy, NO_BODY);
      if (answer.isPresent() && answer.get().statusCode() == OK) {
        peers.relay(ctx, answer.get());
        return true;
      }
    }
    return false;
  }

  private static boolean found(Context ctx, String id, MessageView view, Answers answers) {
    if (!Ownership.sees(Callers.of(ctx), view)) {
      throw Ownership.unknown(id);
    }
    answers.write(new Found(view, false));
    return true;
  }

  private static boolean moving(long retryAfterMs) {
    throw Ownership.moving(retryAfterMs);
  }
}
