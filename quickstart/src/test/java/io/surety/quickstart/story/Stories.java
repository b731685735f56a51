package io.surety.quickstart.story;

import io.surety.client.Message;
import java.time.Duration;
import java.util.List;

/** Stories that are shorter, or end badly. */
public final class Stories {
  private Stories() {}

  public static Story ofOneConfirmed() {
    return new Story(List.of(new ConfirmedScene()), Duration.ofSeconds(60));
  }

  /** A consumer fails at each of its four attempts, where it should have succeeded. */
  public static Story ofOneThatIsNeverConsumed() {
    return new Story(List.of(new SabotagedScene()), Duration.ofSeconds(60));
  }

  private static final class SabotagedScene implements Scene {
    @Override
    public String title() {
      return "Sabotaged";
    }

    @Override
    public String about() {
      return "Billing fails whenever it is tried.";
    }

    @Override
    public Expectation expected() {
      return new ConfirmedScene().expected();
    }

    @Override
    public String play(Stage stage) {
      Message message = stage.order(1).build();
      Handled failed = Handled.FAILED;
      stage.consumers().plans().put(message.id(), "billing", failed, failed, failed, failed);
      stage.shop().send(message);
      return message.id();
    }
  }
}
