package io.surety.quickstart.story;

import io.surety.client.CheckBackPolicy;
import io.surety.client.CheckBackQuestion;
import io.surety.client.Message;
import io.surety.client.Publisher;
import io.surety.client.PublisherOptions;
import io.surety.client.Surety;
import io.surety.client.Verdict;
import io.surety.quickstart.screen.Narrator;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The producer of the demo: publishes, keeps what became of its orders in a "database", and answers
 * check-backs from there. Thread-safe.
 */
public final class Shop {
  /** Its name as a producer. */
  public static final String NAME = "demo-shop";

  /** Short, because somebody is watching. */
  private static final Duration CHECK_BACK_AFTER = Duration.ofSeconds(2);

  private final Map<String, Verdict> database = new ConcurrentHashMap<>();
  private final Narrator narrator;
  private final Publisher publisher;

  /** Registers the shop, and answers check-backs until the client is closed. */
  public Shop(Surety surety, Narrator narrator) {
    this.narrator = narrator;
    this.publisher =
        surety.publisher(
            NAME,
            PublisherOptions.create()
                .checkBack(this::answer)
                .policy(CheckBackPolicy.defaults().withCheckBackAfter(CHECK_BACK_AFTER)));
  }

  void prepare(Message message) {
    publisher.prepare(message);
    narrator.says("shop", "prepared " + message.id());
  }

  void send(Message message) {
    publisher.send(message);
    narrator.says("shop", "prepared and confirmed " + message.id());
  }

  /** The local transaction. */
  void commit(Message message, String what) {
    database.put(message.id(), Verdict.CONFIRM);
    narrator.says("shop", "commits its own database: " + what);
  }

  void confirm(Message message) {
    publisher.confirm(message.id());
    narrator.says("shop", "confirmed");
  }

  void rollBack(Message message, String reason) {
    database.put(message.id(), Verdict.ROLL_BACK);
    publisher.rollBack(message.id(), reason);
    narrator.says("shop", "rolled back, " + reason);
  }

  private Verdict answer(CheckBackQuestion question) {
    Verdict verdict = database.getOrDefault(question.messageId(), Verdict.UNKNOWN);
    narrator.says("coordinator", "asks the shop what became of it (check-back)");
    narrator.says("shop", "looks into its database and answers " + verdict);
    return verdict;
  }
}
