package io.surety.acceptance.harness;

import io.surety.client.CheckBackPolicy;
import io.surety.client.CheckBackQuestion;
import io.surety.client.Delivery;
import io.surety.client.Message;
import io.surety.client.Publisher;
import io.surety.client.PublisherOptions;
import io.surety.client.RedeliveryPolicy;
import io.surety.client.RejectException;
import io.surety.client.Surety;
import io.surety.client.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A shop and its two consumers, with everything they do drawn from a seed. It knows nothing of what
 * it runs on: a coordinator on a broker, or a test kit. How each message ends does not depend on
 * how long anything takes, as long as no acknowledgement takes minutes.
 */
public final class Scenario {
  private static final Duration SOON = Duration.ofMillis(50);

  private final String destination;
  private final List<Plan> plans = new ArrayList<>();
  private final Map<String, Plan> byId = new HashMap<>();

  /** What the shop does with a message. */
  private enum Producing {
    SENDS,
    SENDS_TWICE,
    SENDS_OTHER_CONTENT_AS_WELL,
    SENDS_LATER,
    SENDS_NOWHERE,
    CANCELS,
    EXECUTES,
    FAILS_LOCALLY,
    CONFIRMS,
    ROLLS_BACK,
    CONTRADICTS_ITSELF,
    FORGETS_TO_CONFIRM,
    FORGETS_TO_ROLL_BACK,
    NEVER_KNOWS,
    LETS_IT_EXPIRE
  }

  /** What a group does with a message. */
  private enum Consuming {
    CONSUMES,
    FAILS_TWICE,
    ALWAYS_FAILS,
    REJECTS,
    ASKS_FOR_ANOTHER_ATTEMPT
  }

  private record Plan(
      String id, Producing producing, boolean european, Map<String, Consuming> consuming) {}

  /**
   * Draws a scenario.
   *
   * @param destination a topic that exists; the scenario registers it
   */
  public Scenario(long seed, int messages, String destination) {
    this.destination = destination;
    Random random = new Random(seed);
    for (int i = 0; i < messages; i++) {
      Plan plan =
          new Plan(
              "s" + seed + "-" + i,
              draw(random, Producing.values()),
              random.nextBoolean(),
              Map.of(
                  "billing", draw(random, Consuming.values()),
                  "stock", draw(random, Consuming.values())));
      plans.add(plan);
      byId.put(plan.id(), plan);
    }
  }

  private static <T> T draw(Random random, T[] all) {
    return all[random.nextInt(all.length)];
  }

  /** The ids of all messages. */
  public List<String> ids() {
    return plans.stream().map(Plan::id).toList();
  }

  /** Plays it to the last call; what takes time is left to whom it runs on. */
  public void play(Surety surety) {
    surety.destinations().register(destination);
    consume(surety, "billing", "#");
    consume(surety, "stock", "eu.#");
    Publisher shop =
        surety.publisher(
            "shop",
            PublisherOptions.create()
                .checkBack(this::verdict)
                .policy(
                    CheckBackPolicy.defaults()
                        .withCheckBackAfter(Duration.ofMillis(200))
                        .withMaxDelay(Duration.ofMillis(200))
                        .withBudget(2)
                        .withOnExhausted(CheckBackPolicy.OnExhausted.ROLL_BACK)));
    plans.forEach(plan -> produce(plan, shop));
  }

  private void consume(Surety surety, String group, String tags) {
    surety
        .consumer(group)
        .destination(destination)
        .tags(tags)
        .redelivery(RedeliveryPolicy.steps(SOON, SOON, SOON))
        .ackTimeout(Duration.ofMinutes(5))
        .handler(delivery -> handle(group, delivery))
        .start();
  }

  private void handle(String group, Delivery delivery) {
    switch (byId.get(delivery.id()).consuming().get(group)) {
      case CONSUMES -> {}
      case FAILS_TWICE -> failIf(delivery.attempt() <= 2);
      case ALWAYS_FAILS -> failIf(true);
      case REJECTS -> throw new RejectException("never");
      case ASKS_FOR_ANOTHER_ATTEMPT -> {
        if (delivery.attempt() == 1) {
          delivery.retryAfter(SOON);
        }
      }
    }
  }

  private static void failIf(boolean failing) {
    if (failing) {
      throw new IllegalStateException("not now");
    }
  }

  private Verdict verdict(CheckBackQuestion question) {
    return switch (byId.get(question.messageId()).producing()) {
      case FORGETS_TO_CONFIRM -> Verdict.CONFIRM;
      case FORGETS_TO_ROLL_BACK -> Verdict.ROLL_BACK;
      default -> Verdict.UNKNOWN;
    };
  }

  private void produce(Plan plan, Publisher shop) {
    Message message = message(plan, "content", destination, Duration.ZERO, Duration.ofDays(1));
    switch (plan.producing()) {
      case SENDS -> shop.send(message);
      case SENDS_TWICE -> {
        shop.send(message);
        shop.send(message);
      }
      case SENDS_OTHER_CONTENT_AS_WELL -> {
        shop.send(message);
        shop.send(message(plan, "other", destination, Duration.ZERO, Duration.ofDays(1)));
      }
      case SENDS_LATER ->
          shop.send(message(plan, "late", destination, SOON.multipliedBy(6), Duration.ofDays(1)));
      case SENDS_NOWHERE ->
          shop.send(message(plan, "lost", destination + "-x", Duration.ZERO, Duration.ofDays(1)));
      case CANCELS -> {
        shop.send(message(plan, "held", destination, Duration.ofHours(1), Duration.ofDays(1)));
        shop.cancel(plan.id(), "changed our mind");
      }
      case EXECUTES -> shop.executeWithoutResult(message, () -> {});
      case FAILS_LOCALLY -> failLocally(shop, message);
      case CONFIRMS -> {
        shop.prepare(message);
        shop.confirm(plan.id());
      }
      case ROLLS_BACK -> {
        shop.prepare(message);
        shop.rollBack(plan.id());
      }
      case CONTRADICTS_ITSELF -> {
        shop.prepare(message);
        shop.confirm(plan.id());
        shop.rollBack(plan.id());
      }
      case FORGETS_TO_CONFIRM, FORGETS_TO_ROLL_BACK, NEVER_KNOWS -> shop.prepare(message);
      case LETS_IT_EXPIRE ->
          shop.prepare(message(plan, "brief", destination, Duration.ZERO, Duration.ofMillis(300)));
    }
  }

  private static void failLocally(Publisher shop, Message message) {
    try {
      shop.executeWithoutResult(message, () -> failIf(true));
    } catch (IllegalStateException expected) {
      // The shop's own failure: the message is rolled back.
    }
  }

  private static Message message(
      Plan plan, String payload, String destination, Duration delay, Duration ttl) {
    return Message.to(destination)
        .id(plan.id())
        .key(plan.id())
        .tag(plan.european() ? "eu.paid" : "us.paid")
        .payload(payload)
        .delay(delay)
        .ttl(ttl)
        .build();
  }
}
