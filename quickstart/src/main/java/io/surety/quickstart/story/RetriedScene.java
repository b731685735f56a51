package io.surety.quickstart.story;

import static io.surety.quickstart.story.DemoConsumers.BILLING;
import static io.surety.quickstart.story.DemoConsumers.STOCK;

import io.surety.client.Message;

/** A consumer needs three attempts. */
final class RetriedScene implements Scene {
  @Override
  public String title() {
    return "Fails twice, then is consumed";
  }

  @Override
  public String about() {
    return "Billing fails twice. Only billing gets the message again: stock has consumed it.";
  }

  @Override
  public Expectation expected() {
    return Expectation.ends("COMPLETED")
        .with(BILLING, Handled.FAILED, Handled.FAILED, Handled.CONSUMED)
        .with(STOCK, Handled.CONSUMED);
  }

  @Override
  public String play(Stage stage) {
    Message message = stage.order(1004).build();
    stage.consumers().plans().put(message.id(), BILLING, Handled.FAILED, Handled.FAILED);
    stage.shop().send(message);
    return message.id();
  }
}
