package io.surety.quickstart.story;

import static io.surety.quickstart.story.DemoConsumers.BILLING;
import static io.surety.quickstart.story.DemoConsumers.STOCK;

import io.surety.client.Message;

/** The local transaction fails, and takes the message with it. */
final class RolledBackScene implements Scene {
  @Override
  public String title() {
    return "Rolled back";
  }

  @Override
  public String about() {
    return "The shop prepares a message, but its own transaction fails. Nobody may ever see the message.";
  }

  @Override
  public Expectation expected() {
    return Expectation.ends("ROLLED_BACK").with(BILLING).with(STOCK);
  }

  @Override
  public String play(Stage stage) {
    Message message = stage.order(1002).build();
    stage.shop().prepare(message);
    stage.shop().rollBack(message, "the card of order 1002 was declined");
    return message.id();
  }
}
