package io.surety.lifecycle.testing;

import io.surety.lifecycle.Delivery;
import io.surety.lifecycle.Effect;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Signal;
import io.surety.lifecycle.Transition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What becomes of one message when one signal comes.
 *
 * @param before the message
 * @param transition the answer of the rules
 */
public record Cell(Message before, Transition transition) {

  /** Asks the rules. */
  public static Cell of(Representative one, Letter letter) {
    long now = letter.at(one.message(), one.now());
    Signal signal = letter.signal(one.message(), now);
    return new Cell(one.message(), one.setting().rules().on(one.message(), signal, now));
  }

  /** In a few words, for a table. */
  public String text() {
    if (transition.refusal().isPresent()) {
      return "✗ " + transition.refusal().get().reason();
    }
    List<String> words = new ArrayList<>();
    Message after = transition.next();
    if (after.status() != before.status()) {
      words.add("**" + after.status() + "**");
    } else if (after.isFinished() && !before.isFinished()) {
      words.add("**finished**");
    }
    for (Delivery delivery : after.deliveries()) {
      boolean moved =
          before
              .delivery(delivery.group())
              .filter(old -> old.status() == delivery.status())
              .isEmpty();
      if (moved) {
        words.add(delivery.group() + " " + delivery.status());
      }
    }
    for (Effect effect : transition.effects()) {
      effect.applyTo(new Speaker(words));
    }
    if (words.isEmpty()) {
      return after.equals(before) ? "·" : "noted";
    }
    return String.join(", ", words);
  }

  /** Says what an effect does. */
  private record Speaker(List<String> words) implements Effect.Sink {
    @Override
    public void dispatch(Effect.Dispatch effect) {
      String whom = effect.groups().isEmpty() ? "all" : String.join(" and ", effect.groups());
      words.add("dispatch " + effect.attempt() + " to " + whom);
    }

    @Override
    public void askProducer(Effect.AskProducer effect) {
      words.add("ask the producer");
    }

    @Override
    public void askConsumer(Effect.AskConsumer effect) {
      words.add("ask " + effect.group());
    }

    @Override
    public void requestDelivery(Effect.RequestDelivery effect) {
      words.add("write DELIVER_NOW");
    }

    @Override
    public void requestRollBack(Effect.RequestRollBack effect) {
      words.add("write ROLL_BACK");
    }

    @Override
    public void deadLetter(Effect.DeadLetter effect) {
      words.add("dead letter " + effect.reason());
    }

    @Override
    public void archive(Effect.Archive effect) {
      words.add("archive");
    }

    @Override
    public void event(Effect.Event effect) {
      words.add("event " + effect.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
  }
}
