package io.surety.topology.effects;

import static io.surety.topology.effects.AvroForms.text;

import io.surety.lifecycle.Content;
import io.surety.lifecycle.Effect;
import io.surety.schemas.avro.CheckBack;
import io.surety.schemas.avro.ConsumeCheck;
import io.surety.schemas.avro.Decide;
import io.surety.schemas.avro.Decision;
import io.surety.schemas.avro.DecisionSource;

/** Records that ask for something, and are answered on a signal topic. */
final class Questions {
  private Questions() {}

  static CheckBack checkBack(Change change, Effect.AskProducer effect) {
    Content content = change.next().content();
    return new CheckBack(
        change.id(),
        content.producer(),
        content.destination(),
        text(content.tag()),
        text(content.businessKey()),
        effect.attempt(),
        effect.nonce(),
        content.preparedAt(),
        change.now());
  }

  static ConsumeCheck consumeCheck(Change change, Effect.AskConsumer effect) {
    Content content = change.next().content();
    return new ConsumeCheck(
        change.id(),
        effect.group(),
        content.destination(),
        text(content.businessKey()),
        effect.attempt(),
        effect.nonce(),
        change.now());
  }

  /** The delivery time has come: read back, this record decides, in one order with all others. */
  static Decide deliverNow(Change change, Effect.RequestDelivery effect) {
    return new Decide(
        change.id(),
        Decision.DELIVER_NOW,
        DecisionSource.TIMER,
        null,
        null,
        null,
        effect.deliverAt(),
        null,
        null,
        null);
  }

  /** Nobody decides, and the producer's policy says roll back: in one order with all others. */
  static Decide rollBack(Change change) {
    return new Decide(
        change.id(),
        Decision.ROLL_BACK,
        DecisionSource.TIMER,
        null,
        null,
        null,
        null,
        null,
        "no decision in time",
        null);
  }
}
