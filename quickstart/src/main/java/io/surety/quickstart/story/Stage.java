package io.surety.quickstart.story;

import io.surety.client.Message;
import io.surety.client.MessageBuilder;
import io.surety.quickstart.screen.Narrator;
import io.surety.schemas.MessageIds;

/**
 * What a scene has to work with.
 *
 * @param shop who publishes
 * @param consumers who consume
 * @param narrator tells the reader
 */
public record Stage(Shop shop, DemoConsumers consumers, Narrator narrator) {

  /** A message about an order of the shop. */
  public MessageBuilder order(int number) {
    String messageId = MessageIds.newId();
    consumers.expect(messageId);
    return Message.to(DemoConsumers.DESTINATION)
        .id(messageId)
        .key("order-" + number)
        .payload("{\"order\":" + number + ",\"cents\":4200}");
  }
}
