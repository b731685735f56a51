package io.surety.quickstart.story;

import static io.surety.quickstart.story.DemoConsumers.BILLING;
import static io.surety.quickstart.story.DemoConsumers.STOCK;

import io.surety.client.Message;

/** The producer dies between its commit and the confirm. */
final class LostConfirmScene implements Scene {
  @Override
  public String title() {
    return "Confirm lost, decided by check-back";
  }

  @Override
  public String about() {
    return "The shop commits its database and crashes before it confirms.\nThe coordinator asks it after two seconds (check-back).";
  }

  @Override
  public Expectation expected() {
    return Expectation.ends("COMPLETED")
        .with(BILLING, Handled.CONSUMED)
        .with(STOCK, Handled.CONSUMED);
  }

  @Override
  public String play(Stage stage) {
    Message message = stage.order(1003).build();
    stage.shop().prepare(message);
    stage.shop().commit(message, "order 1003 is paid");
    stage.narrator().says("shop", "crashes: the confirm is never sent");
    return message.id();
  }
}
