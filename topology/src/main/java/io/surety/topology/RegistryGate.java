package io.surety.topology;

/** Tells how fresh this instance's copy of the registry is. Thread-safe. */
@FunctionalInterface
public interface RegistryGate {

  /**
   * Returns when the copy has everything that was registered before {@code time}: nearly always at
   * once.
   *
   * @param time broker time, epoch ms
   * @throws org.apache.kafka.common.errors.TimeoutException when the copy does not catch up within
   *     a few seconds; Kafka Streams then takes the signal up again
   */
  void awaitCaughtUp(long time);
}
