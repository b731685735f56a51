package io.surety.quickstart.story;

import static io.surety.quickstart.story.DemoConsumers.BILLING;
import static io.surety.quickstart.story.DemoConsumers.STOCK;

import io.surety.client.Message;

/** A consumer says: never. */
final class RejectedScene implements Scene {
  @Override
  public String title() {
    return "Rejected, becomes a dead letter";
  }

  @Override
  public String about() {
    return "Billing says that it can never consume this one. It is kept as a dead letter for billing.";
  }

  @Override
  public Expectation expected() {
    return Expectation.ends("DEAD_LETTERED")
        .with(BILLING, Handled.REJECTED)
        .with(STOCK, Handled.CONSUMED);
  }

  @Override
  public String play(Stage stage) {
    Message message = stage.order(1005).build();
    stage.consumers().plans().put(message.id(), BILLING, Handled.REJECTED);
    stage.shop().send(message);
    return message.id();
  }
}
