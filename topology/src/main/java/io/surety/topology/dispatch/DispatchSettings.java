package io.surety.topology.dispatch;

import java.time.Duration;

/**
 * How records are sent to destinations.
 *
 * @param linger how long a record waits for others to travel with, 0 or more
 * @param deliveryTimeout a record that was not taken for so long has failed, at least 1 ms
 * @param inFlightMaxBytes bytes on their way to all destinations together, at least 1; one
 *     destination gets at most as much as is left free
 * @param inFlightMaxRecords records on their way to one destination, at least 1
 * @param recordMaxBytes the largest record that is sent, at least 1
 * @param directoryRefresh how often brokers are asked about destinations, at least 1 ms
 */
public record DispatchSettings(
    Duration linger,
    Duration deliveryTimeout,
    long inFlightMaxBytes,
    int inFlightMaxRecords,
    int recordMaxBytes,
    Duration directoryRefresh) {

  public DispatchSettings {
    atLeast("linger", linger.toMillis(), 0);
    atLeast("deliveryTimeout", deliveryTimeout.toMillis(), 1);
    atLeast("inFlightMaxBytes", inFlightMaxBytes, 1);
    atLeast("inFlightMaxRecords", inFlightMaxRecords, 1);
    atLeast("recordMaxBytes", recordMaxBytes, 1);
    atLeast("directoryRefresh", directoryRefresh.toMillis(), 1);
  }

  private static void atLeast(String name, long value, long min) {
    if (value < min) {
      throw new IllegalArgumentException(name + " must be >= " + min + ", was " + value);
    }
  }
}
