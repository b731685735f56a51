package io.surety.bench.trial;

import io.surety.bench.lab.Usage;
import io.surety.bench.load.Ledger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Counts a window while the load goes on. */
final class Meter {
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Ledger ledger;
  private final List<Usage> usages;

  Meter(Ledger ledger, List<Usage> usages) {
    this.ledger = ledger;
    this.usages = usages;
  }

  /** Lasts so long, and until something was settled, but not longer than patience. */
  Window measure(Duration length, Duration patience) {
    ledger.latencies().take();
    usages.forEach(Usage::forgetPeak);
    Stopwatch watch = new Stopwatch();
    long begun = ledger.begun();
    long settled = ledger.settled();
    long rolledBack = ledger.rolledBack();
    long open = ledger.open();
    List<Duration> cpu = usages.stream().map(Usage::cpu).toList();
    Duration machine = Usage.ofMachine();

    Slope slope = new Slope();
    for (Duration next = LOOK; next.compareTo(length) < 0; next = next.plus(LOOK)) {
      watch.awaitTime(next);
      slope.add(next.toNanos() / 1e9, (double) ledger.open());
    }
    watch.awaitTime(length);
    while (ledger.settled() == settled && watch.time().compareTo(patience) < 0) {
      watch.awaitTime(watch.time().plus(LOOK));
    }

    Duration time = watch.time();
    List<Use> uses = new ArrayList<>();
    Duration ours = Duration.ZERO;
    for (int i = 0; i < usages.size(); i++) {
      Usage usage = usages.get(i);
      Duration used = usage.cpu().minus(cpu.get(i));
      ours = ours.plus(used);
      uses.add(new Use(usage.name(), used, usage.peakRss()));
    }
    Duration foreign = Usage.ofMachine().minus(machine).minus(ours);
    return new Window(
        time,
        ledger.begun() - begun,
        ledger.settled() - settled,
        ledger.rolledBack() - rolledBack,
        open,
        ledger.open(),
        slope.value(),
        uses,
        Math.max(0, (double) foreign.toNanos() / time.toNanos()),
        ledger.latencies().take());
  }
}
