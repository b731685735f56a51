package io.surety.topology.config;

import io.surety.lifecycle.Limits;
import java.time.Duration;

/** Keys of the way to destinations. */
final class DispatchKeys {
  static final ConfigGroup GROUP = ConfigGroup.of("Dispatch to destinations", "");

  static final Key<Duration> LINGER =
      GROUP.millis(
          "surety.dispatch.linger.ms",
          Duration.ofMillis(1),
          Duration.ZERO,
          Duration.ofSeconds(1),
          "How long a record waits for others to travel with. Larger costs less processor time and"
              + " network at high rates; smaller delivers earlier.");

  static final Key<Duration> DELIVERY_TIMEOUT =
      GROUP.millis(
          "surety.dispatch.delivery.timeout.ms",
          Duration.ofSeconds(12),
          Duration.ofSeconds(2),
          Duration.ofMinutes(5),
          "A record that a destination did not take for so long has failed, and is tried again after"
              + " a pause. Larger rides out longer changes of leaders without a failure; smaller"
              + " frees memory and shows trouble earlier.");

  static final Key<Long> IN_FLIGHT_MAX_BYTES =
      GROUP.bytes(
          "surety.dispatch.in.flight.max.bytes",
          64L << 20,
          4L << 20,
          1L << 30,
          "Bytes on their way to all destinations together. One destination gets at most as much"
              + " as is left free, so that a slow one never takes more than half of it. Larger holds"
              + " more while a destination is slow; smaller saves heap, and dispatches are put off"
              + " earlier.");

  static final Key<Integer> IN_FLIGHT_MAX_RECORDS =
      GROUP.number(
          "surety.dispatch.in.flight.max.records",
          50_000,
          1,
          10_000_000,
          "Records on their way to one destination. Larger holds more while it is slow; smaller saves"
              + " heap, and dispatches are put off earlier.");

  static final Key<Duration> DIRECTORY_REFRESH =
      GROUP.millis(
          "surety.dispatch.directory.refresh.ms",
          Duration.ofSeconds(2),
          Duration.ofMillis(100),
          Duration.ofMinutes(5),
          "How often brokers are asked about destinations: whether they exist, may be written to, and"
              + " what size they take. Larger asks less; smaller notices earlier that a destination is"
              + " there again.");

  static final Key<Duration> BACKOFF_MIN =
      GROUP.millis(
          "surety.dispatch.backoff.min.ms",
          Duration.ofMillis(Limits.DEFAULT.dispatchBackoffMinMs()),
          Duration.ofMillis(10),
          Duration.ofHours(1),
          "First pause after a destination refused a record. Larger tries less often; smaller"
              + " delivers earlier when it is back.");

  static final Key<Duration> BACKOFF_MAX =
      GROUP.millis(
          "surety.dispatch.backoff.max.ms",
          Duration.ofMillis(Limits.DEFAULT.dispatchBackoffMaxMs()),
          Duration.ofMillis(10),
          Duration.ofDays(1),
          "Longest such pause. Larger tries less often; smaller delivers earlier when it is back.");

  private DispatchKeys() {}
}
