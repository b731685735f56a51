package io.surety.bench.scale;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures of a scenario, line by line, and what was wrong. For one thread. */
public final class Report {
  private final Map<String, Object> figures = new LinkedHashMap<>();
  private final List<String> lines = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  /** Empty. */
  public Report() {}

  /**
   * A figure.
   *
   * @param name in the JSON
   * @param format of the line, for the value alone
   */
  void figure(String name, Object value, String format) {
    figures.put(name, value);
    lines.add(String.format(Locale.ROOT, format, value));
  }

  /** A line without a figure of its own. */
  void line(String format, Object... arguments) {
    lines.add(String.format(Locale.ROOT, format, arguments));
  }

  /** Something is not as it must be, unless this holds. */
  void require(boolean holds, String format, Object... arguments) {
    if (!holds) {
      fault(String.format(Locale.ROOT, format, arguments));
    }
  }

  void fault(String fault) {
    faults.add(fault);
  }

  /** Whether everything was as it must be. */
  public boolean isGood() {
    return faults.isEmpty();
  }

  /** For people. */
  public List<String> lines() {
    List<String> all = new ArrayList<>(lines);
    faults.forEach(fault -> all.add("FAILED: " + fault));
    if (isGood()) {
      all.add("good: every message is accounted for, and none came twice");
    }
    return all;
  }

  /** For programs. */
  public Map<String, Object> figures() {
    Map<String, Object> all = new LinkedHashMap<>(figures);
    all.put("good", isGood());
    all.put("faults", List.copyOf(faults));
    return all;
  }
}
