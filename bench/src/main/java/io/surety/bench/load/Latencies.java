package io.surety.bench.load;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** A histogram for each measure, in µs, from 1 µs to an hour with three digits. Thread-safe. */
public final class Latencies {
  private static final long MAX_MICROS = TimeUnit.HOURS.toMicros(1);

  private final Map<Measure, Recorder> recorders = new EnumMap<>(Measure.class);

  /** Of nothing yet. */
  public Latencies() {
    for (Measure measure : Measure.values()) {
      recorders.put(measure, new Recorder(MAX_MICROS, 3));
    }
  }

  void record(Measure measure, long nanos) {
    Recorder recorder = recorders.get(measure);
    if (recorder == null) {
      throw new IllegalStateException("no recorder for " + measure);
    }
    recorder.recordValue(Math.max(0, Math.min(MAX_MICROS, nanos / 1_000)));
  }

  /** What was recorded since the last call. */
  public Map<Measure, Histogram> take() {
    Map<Measure, Histogram> taken = new EnumMap<>(Measure.class);
    recorders.forEach((measure, recorder) -> taken.put(measure, recorder.getIntervalHistogram()));
    return taken;
  }
}
