package io.surety.testkit;

import io.surety.client.Message;
import io.surety.client.Publisher;
import io.surety.client.PublisherOptions;
import io.surety.client.Surety;
import io.surety.client.Verdict;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An application as one would write it: nothing in it knows of a test. */
final class Shop {
  static final String PAID = "order-paid";

  private final Set<String> paid = ConcurrentHashMap.newKeySet();
  private final Publisher publisher;

  Shop(Surety surety) {
    publisher =
        surety.publisher(
            "shop",
            PublisherOptions.create()
                .checkBack(
                    question ->
                        isPaid(question.businessKey().orElseThrow())
                            ? Verdict.CONFIRM
                            : Verdict.ROLL_BACK));
  }

  /** Returns the id of the message. */
  String pay(String order) {
    Message message = message(order);
    publisher.executeWithoutResult(message, () -> paid.add(order));
    return message.id();
  }

  boolean isPaid(String order) {
    return paid.contains(order);
  }

  Publisher publisher() {
    return publisher;
  }

  static Message message(String order) {
    return Message.to(PAID).id("paid-" + order).key(order).payload("order " + order).build();
  }
}
