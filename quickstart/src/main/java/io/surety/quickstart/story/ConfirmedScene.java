package io.surety.quickstart.story;

import static io.surety.quickstart.story.DemoConsumers.BILLING;
import static io.surety.quickstart.story.DemoConsumers.STOCK;

import io.surety.client.Message;

/** The way it nearly always goes. */
final class ConfirmedScene implements Scene {
  @Override
  public String title() {
    return "Confirmed";
  }

  @Override
  public String about() {
    return "The shop prepares a message, commits its own database, and confirms.";
  }

  @Override
  public Expectation expected() {
    return Expectation.ends("COMPLETED")
        .with(BILLING, Handled.CONSUMED)
        .with(STOCK, Handled.CONSUMED);
  }

  @Override
  public String play(Stage stage) {
    Message message = stage.order(1001).build();
    stage.shop().prepare(message);
    stage.shop().commit(message, "order 1001 is paid");
    stage.shop().confirm(message);
    return message.id();
  }
}
