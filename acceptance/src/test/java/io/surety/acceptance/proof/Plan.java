package io.surety.acceptance.proof;

import java.util.List;

/**
 * How large a run is, and how rough.
 *
 * @param messages orders in each mode; without the fence a quarter of it
 * @param kills of services
 * @param coordinatorKills of the coordinator
 * @param seed of all chance
 */
record Plan(int messages, int kills, int coordinatorKills, long seed) {

  /** Orders in this mode. */
  int messages(Mode mode) {
    return mode == Mode.UNFENCED ? messages / 4 : messages;
  }

  /** Orders in all. */
  int orders() {
    int orders = 0;
    for (Mode mode : Mode.values()) {
      orders += messages(mode);
    }
    return orders;
  }

  Order order(Mode mode, int n) {
    return new Order(mode, n, seed);
  }

  /** For {@link #of}, in another process. */
  List<String> arguments() {
    return List.of(String.valueOf(messages), String.valueOf(seed));
  }

  /** What a service needs of it. */
  static Plan of(String messages, String seed) {
    return new Plan(Integer.parseInt(messages), 0, 0, Long.parseLong(seed));
  }
}
