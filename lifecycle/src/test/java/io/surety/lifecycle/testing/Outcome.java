package io.surety.lifecycle.testing;

import io.surety.lifecycle.Decision;
import io.surety.lifecycle.Delivery;
import io.surety.lifecycle.DeliveryStatus;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Status;
import java.util.Map;
import java.util.TreeMap;

/** What became of a message, without when and how often. */
public record Outcome(Status status, Decision.Kind decision, Map<String, DeliveryStatus> groups) {
  public Outcome {
    groups = Map.copyOf(groups);
  }

  public static Outcome of(Message message) {
    Map<String, DeliveryStatus> groups = new TreeMap<>();
    for (Delivery delivery : message.deliveries()) {
      groups.put(delivery.group(), delivery.status());
    }
    return new Outcome(message.status(), message.decision().kind(), groups);
  }
}
