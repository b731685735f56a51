package io.surety.topology.effects;

import static io.surety.topology.effects.AvroForms.text;

import io.surety.lifecycle.Content;
import io.surety.lifecycle.Effect;
import io.surety.lifecycle.Message;
import io.surety.schemas.BundleIds;
import io.surety.schemas.avro.CheckBack;
import io.surety.schemas.avro.ConsumeCheck;
import io.surety.schemas.avro.Decide;
import io.surety.schemas.avro.Decision;
import io.surety.schemas.avro.DecisionSource;
import java.util.List;

/** Records that ask for something, and are answered on a signal topic. */
public final class Questions {
  private Questions() {}

  /**
   * Asks the producer of a message.
   *
   * @param now epoch ms
   */
  public static CheckBack checkBack(Message message, Effect.AskProducer effect, long now) {
    Content content = message.content();
    return new CheckBack(
        message.id(),
        content.producer(),
        content.destination(),
        text(content.tag()),
        text(content.businessKey()),
        effect.attempt(),
        effect.nonce(),
        content.preparedAt(),
        now);
  }

  /**
   * Asks a group that a message is for.
   *
   * @param now epoch ms
   */
  public static ConsumeCheck consumeCheck(Message message, Effect.AskConsumer effect, long now) {
    Content content = message.content();
    return new ConsumeCheck(
        message.id(),
        effect.group(),
        content.destination(),
        text(content.businessKey()),
        effect.attempt(),
        effect.nonce(),
        now);
  }

  /** The delivery time has come: read back, this record decides, in one order with all others. */
  public static Decide deliverNow(String id, Effect.RequestDelivery effect) {
    return new Decide(
        id,
        Decision.DELIVER_NOW,
        DecisionSource.TIMER,
        null,
        null,
        null,
        effect.deliverAt(),
        null,
        null,
        null,
        List.of());
  }

  /**
   * Nobody decides, and the producer's policy says roll back: in one order with all others, and
   * about the whole bundle where the message belongs to one.
   */
  public static Decide rollBack(String id) {
    return new Decide(
        id,
        Decision.ROLL_BACK,
        DecisionSource.TIMER,
        null,
        null,
        null,
        null,
        null,
        "no decision in time",
        null,
        BundleIds.others(id));
  }
}
