package io.surety.bench.trial;

import io.surety.bench.load.Ledger;
import io.surety.bench.load.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether a run may be believed: a fast run that lost a message, or that only put work off, is no
 * fast run.
 */
final class Check {
  /** A rate counts as met if so much of it was settled; the rest is where windows begin and end. */
  private static final double MET = 0.98;

  /** Open messages may grow by so much of the rate without counting as a backlog. */
  private static final double GROWTH = 0.02;

  private final List<String> faults = new ArrayList<>();

  private Check() {}

  /** What is wrong; empty if nothing is. */
  static List<String> of(
      Workload workload, Plan plan, Ledger ledger, List<Window> windows, boolean isAllRead) {
    Check check = new Check();
    ledger.failure().ifPresent(check.faults::add);
    check.rate(workload, windows);
    check.books(workload, plan, ledger, isAllRead);
    return check.faults;
  }

  private void rate(Workload workload, List<Window> windows) {
    for (int i = 0; i < windows.size(); i++) {
      Window window = windows.get(i);
      if (window.settled() + window.rolledBack() == 0) {
        fault("window %d: nothing was settled", i + 1);
      } else if (!workload.isSaturation()) {
        if (window.endedPerSecond() < workload.rate() * MET) {
          fault(
              "window %d: %,.0f/s of %,d/s were settled",
              i + 1, window.endedPerSecond(), workload.rate());
        }
        if (window.openSlope() > Math.max(1, workload.rate() * GROWTH)
            && window.openAtEnd() > window.openAtStart()) {
          fault(
              "window %d: open messages grew by %,.0f/s, from %,d to %,d",
              i + 1, window.openSlope(), window.openAtStart(), window.openAtEnd());
        }
      }
    }
  }

  private void books(Workload workload, Plan plan, Ledger ledger, boolean isAllRead) {
    if (ledger.open() > 0) {
      fault(
          "%,d of %,d messages are unaccounted for after %d s, such as %s",
          ledger.open(), ledger.begun(), plan.drain().toSeconds(), ledger.anyOpen().orElse("none"));
    }
    if (ledger.duplicates() > 0) {
      fault("%,d duplicates", ledger.duplicates());
    }
    if (ledger.violations() > 0) {
      fault("%,d records of rolled-back messages were delivered", ledger.violations());
    }
    if (!isAllRead) {
      fault("the readers did not come to the end, so duplicates may be missing from the count");
    }
    if (ledger.open() == 0 && ledger.deliveries() < ledger.settled() * workload.groups()) {
      fault(
          "%,d deliveries are fewer than %,d messages to %d groups",
          ledger.deliveries(), ledger.settled(), workload.groups());
    }
  }

  private void fault(String format, Object... arguments) {
    faults.add(String.format(Locale.ROOT, format, arguments));
  }
}
