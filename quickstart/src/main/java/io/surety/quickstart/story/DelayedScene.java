package io.surety.quickstart.story;

import static io.surety.quickstart.story.DemoConsumers.BILLING;
import static io.surety.quickstart.story.DemoConsumers.STOCK;

import io.surety.client.Message;
import java.time.Duration;

/** Not before its time. */
final class DelayedScene implements Scene {
  @Override
  public String title() {
    return "Delayed by five seconds";
  }

  @Override
  public String about() {
    return "The shop sends a message that may not be delivered for five seconds.";
  }

  @Override
  public Expectation expected() {
    return Expectation.ends("COMPLETED")
        .with(BILLING, Handled.CONSUMED)
        .with(STOCK, Handled.CONSUMED);
  }

  @Override
  public String play(Stage stage) {
    Message message = stage.order(1006).delay(Duration.ofSeconds(5)).build();
    stage.shop().send(message);
    return message.id();
  }
}
