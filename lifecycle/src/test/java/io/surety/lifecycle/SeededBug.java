package io.surety.lifecycle;

import static io.surety.lifecycle.Message.NEVER;

import io.surety.lifecycle.Effect.Event;
import io.surety.lifecycle.Signal.Consume.Outcome;
import io.surety.lifecycle.Signal.Decide.Kind;
import io.surety.lifecycle.testing.Rules;
import io.surety.lifecycle.testing.Say;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Mistakes that somebody could make in the rules, put around the right ones: each changes what goes
 * in or what comes out. If the tests do not notice one of them, the tests are wrong.
 */
enum SeededBug {
  LAST_DECISION_WINS {
    @Override
    Transition on(Rules right, Message message, Signal signal, long now, long readAt) {
      boolean again =
          isDecide(signal, Kind.CONFIRM, Kind.ROLL_BACK)
              && message.decision().isMade()
              && !message.isFinished();
      Message undecided =
          message
              .withDecision(Decision.NONE)
              .withDeliveries(List.of())
              .withStatus(Status.PREPARED, now);
      return right.on(again ? undecided : message, signal, now, readAt);
    }
  },
  TIMER_IS_FORGOTTEN {
    @Override
    Transition on(Rules right, Message message, Signal signal, long now, long readAt) {
      Transition made = right.on(message, signal, now, readAt);
      return isConsume(signal, Outcome.FAILED)
          ? deliveries(made, d -> d.status() == DeliveryStatus.WAITING, d -> d.waiting(NEVER))
          : made;
    }
  },
  UNKNOWN_IS_A_ROLL_BACK {
    @Override
    Transition on(Rules right, Message message, Signal signal, long now, long readAt) {
      return right.on(
          message,
          isDecide(signal, Kind.UNKNOWN) ? as(signal, Kind.ROLL_BACK) : signal,
          now,
          readAt);
    }
  },
  CONSUMED_ENDS_IT_FOR_ALL_GROUPS {
    @Override
    Transition on(Rules right, Message message, Signal signal, long now, long readAt) {
      Transition made = right.on(message, signal, now, readAt);
      if (!isConsume(signal, Outcome.CONSUMED) || made.next().status() != Status.DELIVERING) {
        return made;
      }
      Transition all = deliveries(made, d -> d.status().isOpen(), d -> d.consumed(1, now));
      Message next = all.next().withStatus(Status.COMPLETED, NEVER).settled(now);
      return new Transition(next, List.of(new Effect.Archive(next.revision())), made.refusal());
    }
  },
  REDELIVERY_NAMES_ALL_GROUPS {
    @Override
    Transition on(Rules right, Message message, Signal signal, long now, long readAt) {
      return namingAll(right.on(message, signal, now, readAt), dispatch -> dispatch.attempt() > 1);
    }
  },
  STALE_ATTEMPT_IS_ACCEPTED {
    @Override
    Transition on(Rules right, Message message, Signal signal, long now, long readAt) {
      Signal moved = signal;
      if (signal instanceof Signal.Consume report && report.outcome() == Outcome.FAILED) {
        int known = message.delivery(report.group()).map(Delivery::attempt).orElse(0);
        moved = Say.failed(report.group(), Math.max(known, report.attempt()));
      }
      return right.on(message, moved, now, readAt);
    }
  },
  TIME_TO_LIVE_IS_IGNORED {
    @Override
    Transition on(Rules right, Message message, Signal signal, long now, long readAt) {
      if (signal instanceof Signal.Prepare prepare) {
        Content endless =
            Say.between(prepare.content(), prepare.content().deliverAt(), Message.NEVER);
        return right.on(message, new Signal.Prepare(endless), now, readAt);
      }
      return right.on(message, signal, now, readAt);
    }
  },
  EARLY_CONFIRM_IS_DROPPED {
    @Override
    Transition on(Rules right, Message message, Signal signal, long now, long readAt) {
      boolean early = message.status() == Status.ABSENT || message.status() == Status.EARLY;
      return early && isDecide(signal, Kind.CONFIRM)
          ? refused(message, Refusal.Reason.UNKNOWN_MESSAGE)
          : right.on(message, signal, now, readAt);
    }
  },
  DUPLICATE_PREPARE_OVERWRITES {
    @Override
    Transition on(Rules right, Message message, Signal signal, long now, long readAt) {
      return signal instanceof Signal.Prepare prepare && message.status() == Status.PREPARED
          ? new Transition(message.withContent(prepare.content()), List.of(), Optional.empty())
          : right.on(message, signal, now, readAt);
    }
  },
  CANCEL_WINS_AFTER_THE_DISPATCH {
    @Override
    Transition on(Rules right, Message message, Signal signal, long now, long readAt) {
      if (message.status() != Status.DELIVERING || !isDecide(signal, Kind.CANCEL)) {
        return right.on(message, signal, now, readAt);
      }
      Decision cancel = Decision.by((Signal.Decide) signal, Decision.Kind.CANCEL, now);
      Message next =
          message
              .withDecision(cancel)
              .withDeliveries(List.of())
              .withStatus(Status.CANCELLED, NEVER)
              .settled(now);
      return new Transition(next, List.of(new Effect.Archive(next.revision())), Optional.empty());
    }
  },
  REDRIVE_GOES_TO_ALL_GROUPS {
    @Override
    Transition on(Rules right, Message message, Signal signal, long now, long readAt) {
      Transition made = right.on(message, signal, now, readAt);
      return isDecide(signal, Kind.REDRIVE) ? namingAll(made, dispatch -> true) : made;
    }
  },
  UNREACHABLE_PRODUCER_SPENDS_THE_BUDGET {
    @Override
    Transition on(Rules right, Message message, Signal signal, long now, long readAt) {
      boolean unanswered =
          signal instanceof Signal.Due
              && message.status() == Status.PREPARED
              && message.nextDue() <= now
              && message.checkBack().attempt() > 0
              && !message.checkBack().answered();
      if (!unanswered) {
        return right.on(message, signal, now, readAt);
      }
      int asked = message.checkBack().attempt();
      Signal unknown = Say.answer(message.id(), asked, Kind.UNKNOWN);
      Transition spent = right.on(message, unknown, now, readAt);
      return spent.next().status() == Status.PREPARED
          ? right.on(spent.next(), signal, now, readAt)
          : spent;
    }
  },
  DEAD_LETTER_IS_NOT_WRITTEN {
    @Override
    Transition on(Rules right, Message message, Signal signal, long now, long readAt) {
      return without(
          right.on(message, signal, now, readAt), effect -> effect instanceof Effect.DeadLetter);
    }
  },
  LATE_CONSUMED_IS_IGNORED {
    @Override
    Transition on(Rules right, Message message, Signal signal, long now, long readAt) {
      boolean late =
          isConsume(signal, Outcome.CONSUMED)
              && message
                  .delivery(((Signal.Consume) signal).group())
                  .filter(delivery -> delivery.status() == DeliveryStatus.DEAD)
                  .isPresent();
      return late
          ? refused(message, Refusal.Reason.TOO_LATE)
          : right.on(message, signal, now, readAt);
    }
  },
  TICK_ACTS_BEFORE_ITS_TIME {
    @Override
    Transition on(Rules right, Message message, Signal signal, long now, long readAt) {
      long early = signal instanceof Signal.Due ? now + 1_000 : now;
      return right.on(message, signal, early, readAt);
    }
  },
  DUE_TIME_IS_EXCLUSIVE {
    @Override
    Transition on(Rules right, Message message, Signal signal, long now, long readAt) {
      return right.on(message, signal, signal instanceof Signal.Due ? now - 1 : now, readAt);
    }
  },
  HORIZON_IS_IGNORED {
    @Override
    Transition on(Rules right, Message message, Signal signal, long now, long readAt) {
      return right.on(
          message, signal instanceof Signal.Due ? new Signal.Due() : signal, now, readAt);
    }
  },
  ARCHIVE_REVISION_IS_NOT_RAISED {
    @Override
    Transition on(Rules right, Message message, Signal signal, long now, long readAt) {
      Transition made = right.on(message, signal, now, readAt);
      List<Effect> effects = new ArrayList<>(made.effects());
      effects.replaceAll(
          effect -> effect instanceof Effect.Archive ? new Effect.Archive(1) : effect);
      return new Transition(made.next(), effects, made.refusal());
    }
  },
  REFUSED_DISPATCH_SPENDS_AN_ATTEMPT {
    @Override
    Transition on(Rules right, Message message, Signal signal, long now, long readAt) {
      Transition made = right.on(message, signal, now, readAt);
      return signal instanceof Signal.DispatchFailed failed
          ? deliveries(
              made,
              d ->
                  d.status() == DeliveryStatus.WAITING
                      && failed.groups().contains(d.group())
                      && d.attempt() == failed.attempt() - 1,
              d -> new DeliveryChange(d).attempt(failed.attempt()).build())
          : made;
    }
  },
  ROLLED_BACK_EARLY_IS_DELIVERED {
    @Override
    Transition on(Rules right, Message message, Signal signal, long now, long readAt) {
      Message turned = message;
      if (signal instanceof Signal.Prepare) {
        Early early = new Early(List.of(), message.early().groups());
        for (Early.EarlyDecision waiting : message.early().decisions()) {
          boolean rollBack = waiting.signal().kind() == Kind.ROLL_BACK;
          Signal.Decide said = rollBack ? as(waiting.signal(), Kind.CONFIRM) : waiting.signal();
          early = early.withDecision(said, waiting.at());
        }
        turned = message.withEarly(early);
      }
      return right.on(turned, signal, now, readAt);
    }
  },
  DELIVERY_TIME_IS_IGNORED {
    @Override
    Transition on(Rules right, Message message, Signal signal, long now, long readAt) {
      if (signal instanceof Signal.Prepare prepare) {
        Content atOnce = prepare.content().withDeliverAt(0);
        return right.on(message, new Signal.Prepare(atOnce), now, readAt);
      }
      return right.on(message, signal, now, readAt);
    }
  },
  TIMER_DISPATCHES_BY_ITSELF {
    @Override
    Transition on(Rules right, Message message, Signal signal, long now, long readAt) {
      Transition made = right.on(message, signal, now, readAt);
      for (Effect effect : made.effects()) {
        if (effect instanceof Effect.RequestDelivery request) {
          return right.on(made.next(), Say.timeCame(request.deliverAt()), now, readAt);
        }
      }
      return made;
    }
  },
  TIMER_ROLLS_BACK_BY_ITSELF {
    @Override
    Transition on(Rules right, Message message, Signal signal, long now, long readAt) {
      Transition made = right.on(message, signal, now, readAt);
      return made.effects().contains(new Effect.RequestRollBack())
          ? right.on(made.next(), Say.patienceEnded(), now, readAt)
          : made;
    }
  },
  RETENTION_FORGETS_SILENTLY {
    @Override
    Transition on(Rules right, Message message, Signal signal, long now, long readAt) {
      return without(
          right.on(message, signal, now, readAt),
          effect -> effect instanceof Event event && event.kind() == Event.Kind.RETENTION_ENDED);
    }
  },
  CONSUMED_GOES_BACK_TO_FAILED {
    @Override
    Transition on(Rules right, Message message, Signal signal, long now, long readAt) {
      if (isConsume(signal, Outcome.FAILED)) {
        Signal.Consume report = (Signal.Consume) signal;
        Optional<Delivery> consumed =
            message
                .delivery(report.group())
                .filter(delivery -> delivery.status() == DeliveryStatus.CONSUMED);
        if (consumed.isPresent()) {
          Message next = message.with(consumed.get().waiting(now + 1_000));
          return new Transition(next, List.of(), Optional.empty());
        }
      }
      return right.on(message, signal, now, readAt);
    }
  },
  REFUSED_RECEIPT_RENEWS {
    @Override
    Transition on(Rules right, Message message, Signal signal, long now, long readAt) {
      Transition made = right.on(message, signal, now, readAt);
      return signal instanceof Signal.Receive receipt && made.refusal().isPresent()
          ? deliveries(
              made,
              d -> d.group().equals(receipt.group()) && d.status() == DeliveryStatus.DISPATCHED,
              d -> d.dispatchedAgain(d.dispatchedAt(), now + 60_000))
          : made;
    }
  },
  WAITING_DECISION_FORGETS_ITS_TIME {
    @Override
    Transition on(Rules right, Message message, Signal signal, long now, long readAt) {
      Early early = new Early(List.of(), message.early().groups());
      for (Early.EarlyDecision waiting : message.early().decisions()) {
        early = early.withDecision(waiting.signal(), 0);
      }
      return right.on(
          signal instanceof Signal.Prepare ? message.withEarly(early) : message,
          signal,
          now,
          readAt);
    }
  },
  OLD_ANSWER_COUNTS {
    @Override
    Transition on(Rules right, Message message, Signal signal, long now, long readAt) {
      boolean answer =
          signal instanceof Signal.Decide decide
              && decide.source() == Decision.Source.CHECK_BACK
              && message.checkBack().attempt() > decide.checkBackAttempt();
      return right.on(
          message,
          answer ? Say.answer(message, ((Signal.Decide) signal).kind()) : signal,
          now,
          readAt);
    }
  },
  CONSUME_CHECK_IS_SKIPPED {
    @Override
    Transition on(Rules right, Message message, Signal signal, long now, long readAt) {
      Transition made = right.on(message, signal, now, readAt);
      for (Effect effect : made.effects()) {
        if (effect instanceof Effect.AskConsumer) {
          long later = made.next().nextDue();
          return right.on(made.next(), signal, Math.max(now, later), readAt);
        }
      }
      return made;
    }
  },
  UNMATCHED_IS_FINAL {
    @Override
    Transition on(Rules right, Message message, Signal signal, long now, long readAt) {
      return signal instanceof Signal.Prepare && message.reason() == Reason.UNMATCHED
          ? refused(message, Refusal.Reason.TOO_LATE)
          : right.on(message, signal, now, readAt);
    }
  };

  abstract Transition on(Rules right, Message message, Signal signal, long now, long readAt);

  /** The rules with this mistake in them. */
  Rules in(Rules right) {
    return (message, signal, now, readAt) -> on(right, message, signal, now, readAt);
  }

  private static boolean isDecide(Signal signal, Kind... kinds) {
    return signal instanceof Signal.Decide decide && List.of(kinds).contains(decide.kind());
  }

  private static boolean isConsume(Signal signal, Outcome outcome) {
    return signal instanceof Signal.Consume report && report.outcome() == outcome;
  }

  private static Signal.Decide as(Signal signal, Kind kind) {
    Signal.Decide said = (Signal.Decide) signal;
    return new Signal.Decide(
        kind,
        said.source(),
        said.checkBackAttempt(),
        said.nonce(),
        said.group(),
        said.deliverAt(),
        said.actor(),
        said.reason());
  }

  private static Transition refused(Message message, Refusal.Reason reason) {
    return new Transition(message, List.of(), Optional.of(new Refusal(reason, "no")));
  }

  private static Transition without(Transition made, Predicate<Effect> unwanted) {
    List<Effect> effects = made.effects().stream().filter(unwanted.negate()).toList();
    return new Transition(made.next(), effects, made.refusal());
  }

  private static Transition namingAll(Transition made, Predicate<Effect.Dispatch> which) {
    List<String> all = made.next().deliveries().stream().map(Delivery::group).toList();
    List<Effect> effects = new ArrayList<>(made.effects());
    effects.replaceAll(
        effect ->
            effect instanceof Effect.Dispatch dispatch && which.test(dispatch)
                ? new Effect.Dispatch(dispatch.attempt(), all)
                : effect);
    return new Transition(made.next(), effects, made.refusal());
  }

  private static Transition deliveries(
      Transition made, Predicate<Delivery> which, UnaryOperator<Delivery> change) {
    Message next = made.next();
    for (Delivery delivery : next.deliveries()) {
      if (which.test(delivery)) {
        next = next.with(change.apply(delivery));
      }
    }
    return new Transition(next, made.effects(), made.refusal());
  }
}
