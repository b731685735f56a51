package io.surety.rest.http;

import io.surety.lifecycle.Message;
import io.surety.rest.Engine;
import io.surety.rest.access.Caller;
import io.surety.rest.problem.Problem;
import io.surety.rest.problem.ProblemCode;
import io.surety.rest.problem.ProblemException;
import io.surety.topology.MessageView;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whose a message is. An application sees what its producers send and what its groups are to
 * consume, and decides about the former; of everything else it is not told that it exists.
 * Everybody else sees and decides about everything, as far as their role goes. Thread-safe.
 */
final class Ownership {
  private static final long RETRY_MS = 500;

  private final Supplier<Engine> engine;
  private final Peers peers;

  Ownership(Supplier<Engine> engine, Peers peers) {
    this.engine = engine;
    this.peers = peers;
  }

  /**
   * True if the caller may know of it. Of most finished messages it is not remembered whose they
   * were, and the outcome is all there is to be told: whoever knows the id is told that.
   */
  static boolean sees(Caller caller, MessageView view) {
    Message message = view.message();
    return isNobodys(view)
        || caller.ownsProducer(message.content().producer())
        || message.deliveries().stream().anyMatch(delivery -> caller.ownsGroup(delivery.group()));
  }

  /** True if only the outcome is remembered; of a closed dead letter it is known whose it was. */
  private static boolean isNobodys(MessageView view) {
    return view.isSettled() && view.message().content().producer().isEmpty();
  }

  /**
   * Returns if the caller may hand over messages of this producer, or change its registration.
   *
   * @throws ProblemException if not
   */
  static void mustOwnProducer(Caller caller, String producer) {
    if (!caller.ownsProducer(producer)) {
      throw notYours("Producer '" + producer + "'", caller, "producers");
    }
  }

  /**
   * Returns if the caller may speak for this group, or change its registration.
   *
   * @throws ProblemException if not
   */
  static void mustOwnGroup(Caller caller, String group) {
    if (!caller.ownsGroup(group)) {
      throw notYours("Consumer group '" + group + "'", caller, "groups");
    }
  }

  /**
   * Returns if the caller may decide about the message. An application may only where it is known
   * whose it is: what it says about a message that is still to come could be meant for another's.
   *
   * @throws ProblemException if not, or if that cannot be told now
   */
  void mustDecide(Caller caller, String id) {
    Optional<MessageView> view = visible(caller, id);
    boolean isOwn =
        view.map(
                found ->
                    isNobodys(found) || caller.ownsProducer(found.message().content().producer()))
            .orElse(true);
    if (!isOwn) {
      throw notYours("The message is for a group of yours, and its producer", caller, "producers");
    }
  }

  /**
   * Returns if the caller may know of the message.
   *
   * @throws ProblemException if not, or if that cannot be told now
   */
  void mustSee(Caller caller, String id) {
    visible(caller, id);
  }

  /**
   * The message as it is shown; empty if there is none.
   *
   * @throws ProblemException when that cannot be told now
   */
  Optional<Map<String, Object>> shown(String id) {
    return stored(id).map(Outcomes::json);
  }

  /** What the application sees; empty for everybody else, who need not look. */
  private Optional<MessageView> visible(Caller caller, String id) {
    if (!caller.isApplication()) {
      return Optional.empty();
    }
    MessageView view = stored(id).orElseThrow(() -> unknown(id));
    if (!sees(caller, view)) {
      throw unknown(id);
    }
    return Optional.of(view);
  }

  private Optional<MessageView> stored(String id) {
    return engine
        .get()
        .queries()
        .get(id)
        .fold(
            Optional::of,
            Optional::empty,
            elsewhere -> {
              throw peers.away(elsewhere, RETRY_MS);
            },
            moving -> {
              throw moving(moving.retryAfterMs());
            });
  }

  static ProblemException unknown(String id) {
    return ProblemException.of(
        ProblemCode.MESSAGE_NOT_FOUND,
        "Nothing is known of '"
            + id
            + "': it was never prepared here, or it ended longer ago than outcomes are"
            + " remembered.");
  }

  static ProblemException moving(long retryAfterMs) {
    return new ProblemException(
        Problem.of(ProblemCode.MOVING, "Nobody can tell at this moment; ask again.")
            .retryAfter(retryAfterMs));
  }

  private static ProblemException notYours(String what, Caller caller, String where) {
    return ProblemException.of(
        ProblemCode.NOT_YOURS,
        what
            + " is not of application '"
            + caller.name()
            + "': have an administrator add it to the "
            + where
            + " of its key or token.");
  }
}
