package io.surety.quickstart.story;

import static io.surety.quickstart.story.DemoConsumers.BILLING;
import static io.surety.quickstart.story.DemoConsumers.STOCK;

import io.surety.client.Message;
import java.time.Duration;

/** Nobody decides in time. */
final class ExpiredScene implements Scene {
  @Override
  public String title() {
    return "Expired, nobody decided";
  }

  @Override
  public String about() {
    return "The shop prepares a message that lives for three seconds, and never decides: when it is\nasked after two, it does not know. The message expires, and nobody sees it.";
  }

  @Override
  public Expectation expected() {
    return Expectation.ends("EXPIRED").with(BILLING).with(STOCK);
  }

  @Override
  public String play(Stage stage) {
    Message message = stage.order(1007).ttl(Duration.ofSeconds(3)).build();
    stage.shop().prepare(message);
    return message.id();
  }
}
