package io.surety.acceptance.proof;

import java.util.List;

/**
 * How large a run is, and how rough.
 *
 * @param orders in the modes OUTBOX, BARRIER and OWN; in the others a quarter of it
 * @param kills of services
 * @param coordinatorKills of the coordinator
 * @param seed of all chance
 */
record Plan(int orders, int kills, int coordinatorKills, long seed) {

  /** Orders in this mode. */
  int orders(Mode mode) {
    return switch (mode) {
      case OUTBOX, BARRIER, OWN -> orders;
      case BUNDLE, UNFENCED -> orders / 4;
    };
  }

  /** Orders in all. */
  int ordersInAll() {
    int all = 0;
    for (Mode mode : Mode.values()) {
      all += orders(mode);
    }
    return all;
  }

  Order order(Mode mode, int n) {
    return new Order(mode, n, seed);
  }

  /** For {@link #of}, in another process. */
  List<String> arguments() {
    return List.of(String.valueOf(orders), String.valueOf(seed));
  }

  /** What a service needs of it. */
  static Plan of(String orders, String seed) {
    return new Plan(Integer.parseInt(orders), 0, 0, Long.parseLong(seed));
  }
}
