package io.surety.quickstart.story;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a message should end.
 *
 * @param status what the coordinator should say
 * @param handled what each group should have made of it, attempt by attempt; an empty list: it
 *     should never have seen it
 */
public record Expectation(String status, Map<String, List<Handled>> handled) {
  public Expectation {
    handled = Map.copyOf(handled);
  }

  static Expectation ends(String status) {
    return new Expectation(status, Map.of());
  }

  Expectation with(String group, Handled... attempts) {
    Map<String, List<Handled>> more = new HashMap<>(handled);
    more.put(group, List.of(attempts));
    return new Expectation(status, more);
  }
}
