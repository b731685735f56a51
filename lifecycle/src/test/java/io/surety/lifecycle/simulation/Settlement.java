package io.surety.lifecycle.simulation;

import static io.surety.lifecycle.simulation.Promise.ensure;

import io.surety.lifecycle.Content;
import io.surety.lifecycle.Decision.Source;
import io.surety.lifecycle.Delivery;
import io.surety.lifecycle.DeliveryStatus;
import io.surety.lifecycle.Effect;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Mode;
import io.surety.lifecycle.Reason;
import io.surety.lifecycle.Refusal;
import io.surety.lifecycle.Signal;
import io.surety.lifecycle.Signal.Consume.Outcome;
import io.surety.lifecycle.Signal.Decide.Kind;
import io.surety.lifecycle.Status;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The end of one message: what must have become of it, going by all that was said. */
final class Settlement {

  private static final int ALL = Integer.MAX_VALUE;

  private final Terms terms;
  private final Said said;
  private final int message;
  private final Promise.Facts facts;
  private final Message row;

  Settlement(Terms terms, Said said, int message, Promise.Facts facts, Message row) {
    this.terms = terms;
    this.said = said;
    this.message = message;
    this.facts = facts;
    this.row = row;
  }

  void verify() {
    Optional<Content> content = said.content(message, ALL);
    if (content.isEmpty()) {
      neverPrepared();
    } else if (content.get().mode() == Mode.DIRECT) {
      direct();
    } else {
      decidedAsSaid(content.get());
      if (!row.deliveries().isEmpty()) {
        deliveredAsPromised();
      }
      archivedAsItIs();
    }
  }

  private void neverPrepared() {
    ensure(facts.departures.isEmpty(), "left without a prepare", message, facts.departures);
    boolean heard = row.status() != Status.ABSENT;
    if (heard && row.status() == Status.ROLLED_BACK) {
      ensure(
          !said.anythingBut(message, signal -> isQuiet(signal)),
          "taken for a roll back",
          message,
          row);
    } else if (heard) {
      ensure(row.status() == Status.DEAD_LETTERED, "not given up", message, row);
      ensure(wholeLetter(Reason.UNMATCHED), "no dead letter", message, facts.deadLetters);
    } else {
      ensure(!said.anythingBut(message, signal -> isQuiet(signal)), "forgotten", message, row);
    }
  }

  /** Roll backs, contradictions of them, and questions about a message nobody knows. */
  private boolean isQuiet(Signal signal) {
    if (!(signal instanceof Signal.Decide decide)) {
      return false;
    }
    return switch (decide.kind()) {
      case ROLL_BACK, REDRIVE, RESOLVE, CHECK_NOW, UNKNOWN, IN_PROGRESS -> true;
      case CONFIRM -> said.firstUnconditional(message, ALL).equals(Optional.of(Kind.ROLL_BACK));
      case CANCEL, RESCHEDULE, DELIVER_NOW -> row.status() == Status.ROLLED_BACK;
    };
  }

  /**
   * What is sent in one record is confirmed. Where the producer also rolls it back, more than the
   * early timeout before, the roll back may have been carried out first; it is told either way.
   */
  private void direct() {
    boolean cancelled = row.status() == Status.CANCELLED && said.decided(message, ALL, Kind.CANCEL);
    boolean expired = row.status() == Status.EXPIRED;
    boolean rolledBack =
        row.status() == Status.ROLLED_BACK && said.mayBeFirst(message, ALL, Kind.ROLL_BACK);
    boolean failed = row.status() == Status.DEAD_LETTERED && row.reason() == Reason.DISPATCH_FAILED;
    boolean isOnItsWay = row.status() == Status.COMPLETED || failed;
    ensure(
        isOnItsWay || cancelled || expired || rolledBack,
        "direct, but not on its way",
        message,
        row);
    ensure(
        !failed || wholeLetter(Reason.DISPATCH_FAILED),
        "failed without a dead letter",
        message,
        row);
    ensure(
        cancelled == (row.status() == Status.CANCELLED)
            && (rolledBack || wasForgotten() || isOnItsWay != facts.departures.isEmpty()),
        "direct, and lost",
        message,
        row);
  }

  private void decidedAsSaid(Content content) {
    Optional<Kind> first = said.firstUnconditional(message, ALL);
    boolean sent = content.mode() == Mode.SEND;
    boolean mayRollBack =
        said.mayBeFirst(message, ALL, Kind.ROLL_BACK)
            || (wasForgotten() && said.decided(message, ALL, Kind.ROLL_BACK));
    boolean mayConfirm =
        sent
            || said.mayBeFirst(message, ALL, Kind.CONFIRM)
            || (wasForgotten() && said.decided(message, ALL, Kind.CONFIRM));
    boolean nobodyReached = facts.departures.isEmpty() || wasForgotten();
    switch (row.status()) {
      case COMPLETED -> ensure(mayConfirm, "complete without a confirm", message, row);
      case ROLLED_BACK ->
          ensure(
              mayRollBack && (sent || nobodyReached || answersContradict()),
              "rolled back, or was it",
              message,
              row);
      case CANCELLED ->
          ensure(
              mayConfirm && nobodyReached && said.decided(message, ALL, Kind.CANCEL),
              "cancelled, or was it",
              message,
              facts.departures);
      case EXPIRED ->
          ensure(
              nobodyReached && content.expiresAt() != Message.NEVER,
              "expired, or was it",
              message,
              facts.departures);
      case DEAD_LETTERED -> {
        boolean undecided =
            row.reason() == Reason.CHECK_UNRESOLVED && (first.isEmpty() || wasForgotten());
        ensure(
            undecided || (mayConfirm && !row.deliveries().isEmpty()),
            "given up without need",
            message,
            row);
      }
      case ABSENT, EARLY, PREPARED, UNRESOLVED, SCHEDULED, DELIVERING ->
          throw new AssertionError("not finished: m" + message + ": " + row);
    }
    boolean mustConfirm = sent ? !mayRollBack : first.equals(Optional.of(Kind.CONFIRM));
    if (mustConfirm && !mayRollBack && !wasForgotten()) {
      ensure(row.status() != Status.ROLLED_BACK, "lost its confirm", message, row);
    }
    boolean mustRollBack =
        !sent && first.equals(Optional.of(Kind.ROLL_BACK)) && !mayConfirm && !wasForgotten();
    if (mustRollBack) {
      ensure(
          row.status() == Status.ROLLED_BACK || row.status() == Status.EXPIRED,
          "lost its roll back",
          message,
          row);
    }
    contradictionsAreTold(content);
  }

  /**
   * A producer that answers one thing and decides another. Whether the answer was too old to count
   * depends on a question that a crash may undo; so may, then, which of the two was the first.
   */
  private boolean answersContradict() {
    return said.decided(message, ALL, Kind.CONFIRM)
        && said.decisions(message, ALL)
            .anyMatch(d -> d.kind() == Kind.ROLL_BACK && d.source() == Source.CHECK_BACK);
  }

  private void contradictionsAreTold(Content content) {
    Set<Kind> both =
        said.decisions(message, ALL)
            .filter(decision -> decision.source() == Source.PRODUCER)
            .map(Signal.Decide::kind)
            .filter(Promise::isFirstDecision)
            .collect(Collectors.toSet());
    boolean contradicted =
        both.size() == 2 || (content.mode() == Mode.SEND && both.contains(Kind.ROLL_BACK));
    boolean told =
        facts.refusals.stream().anyMatch(Refusal.Reason::isLoud)
            || facts.events.contains(Effect.Event.Kind.EARLY_REFUSED);
    boolean expired = row.status() == Status.EXPIRED;
    ensure(
        !contradicted || told || expired || wasForgotten(),
        "contradicted in silence",
        message,
        facts.refusals);
  }

  private void deliveredAsPromised() {
    Set<String> groups = new TreeSet<>();
    for (Delivery delivery : row.deliveries()) {
      groups.add(delivery.group());
      boolean saidConsumed = said.reported(message, ALL, delivery.group(), Outcome.CONSUMED);
      switch (delivery.status()) {
        case CONSUMED -> {
          ensure(saidConsumed, "consumed, but nobody said so", message, delivery);
          ensure(facts.consumedBy.contains(delivery.group()), "not consumed", message, delivery);
        }
        case DEAD -> {
          ensure(
              !saidConsumed || row.isFinished() || wasForgotten(),
              "lost a consumed",
              message,
              delivery);
          ensure(isDeadForAReason(delivery), "dead without a reason", message, delivery);
          ensure(
              facts.deadLetters.stream()
                  .anyMatch(
                      letter ->
                          letter.group().equals(delivery.group())
                              && letter.reason() == delivery.reason()),
              "no dead letter",
              message,
              delivery);
        }
        case DISPATCHED, RECEIVED, WAITING, UNSUBSCRIBED ->
            throw new AssertionError("left over: m" + message + ": " + delivery);
      }
    }
    ensure(groups.equals(new TreeSet<>(Terms.GROUPS)), "not for everybody", message, groups);
    boolean all = row.deliveries().stream().allMatch(d -> d.status() == DeliveryStatus.CONSUMED);
    ensure(all == (row.status() == Status.COMPLETED), "not as it says", message, row);
  }

  /** A crash forgets that a record was turned away; the attempt then counts. */
  private boolean isDeadForAReason(Delivery delivery) {
    return switch (delivery.reason()) {
      case REJECTED -> said.reported(message, ALL, delivery.group(), Outcome.REJECTED);
      case ATTEMPTS_EXHAUSTED ->
          (facts.crashed ? facts.departures : facts.taken)
                  .stream()
                      .filter(dispatch -> dispatch.groups().contains(delivery.group()))
                      .map(Effect.Dispatch::attempt)
                      .distinct()
                      .count()
              >= terms.maxAttempts();
      case TTL_EXPIRED -> row.content().expiresAt() != Message.NEVER;
      case TOO_LARGE -> facts.turnedAway;
      case NONE,
          NO_SUBSCRIBER,
          NO_DESTINATION,
          CHECK_UNRESOLVED,
          UNMATCHED,
          DISPATCH_FAILED,
          DESTINATION_MISSING,
          DESTINATION_FORBIDDEN,
          DESTINATION_UNAVAILABLE ->
          false;
    };
  }

  /** The newest record in the archive is the message as it is. */
  private void archivedAsItIs() {
    ensure(!facts.archived.isEmpty(), "not in the archive", message, row);
    Message newest = facts.archived.get(0);
    for (Message one : facts.archived) {
      if (one.revision() > newest.revision()) {
        newest = one;
      }
    }
    long revisions = facts.archived.stream().map(Message::revision).distinct().count();
    ensure(
        revisions == facts.archived.size() && newest.equals(row),
        "the archive differs",
        message,
        newest);
  }

  private boolean wholeLetter(Reason reason) {
    return facts.deadLetters.stream()
        .anyMatch(letter -> letter.group().isEmpty() && letter.reason() == reason);
  }

  /** A dead letter that was closed before its prepare came is forgotten, and what waited in it. */
  private boolean wasForgotten() {
    return said.closed(message, ALL, "")
        || facts.events.contains(Effect.Event.Kind.RETENTION_ENDED);
  }
}
