package io.surety.acceptance.proof;

/** A way to take an order and to publish its message, both or neither. */
interface Way {
  void take(Order order) throws Exception;
}
