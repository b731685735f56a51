package io.surety.bench.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a process uses, or a family of processes: processor time and memory, as Linux counts them in
 * {@code /proc}. Processor time comes in steps of 10 ms. On other systems there is processor time
 * of single processes only.
 *
 * @param name in the report
 * @param isFamily whether its children count, those too that have ended
 */
public record Usage(String name, ProcessHandle process, boolean isFamily) {
  private static final long KIB = 1024;

  /** Linux counts processor time in these, whatever the kernel's own tick is (USER_HZ). */
  private static final long TICK_NANOS = 10_000_000;

  /** Fields of a {@code stat} file, from its name on. */
  private static final int NAME = 0;

  private static final int UTIME = 12;
  private static final int STIME = 13;
  private static final int CUTIME = 14;
  private static final int CSTIME = 15;

  /** Of a process. */
  public static Usage of(String name, ProcessHandle process) {
    return new Usage(name, process, false);
  }

  /**
   * Of a process and all that it has started. What they share counts once, and their peak is what
   * they have when they are asked: the kernel keeps none of a family.
   */
  public static Usage ofFamily(String name, ProcessHandle process) {
    return new Usage(name, process, true);
  }

  /** Of this JVM. */
  public static Usage ofThis(String name) {
    return new Usage(name, ProcessHandle.current(), false);
  }

  /** Processor time since its start, user and system; zero when it has ended. */
  public Duration cpu() {
    if (isFamily) {
      long ticks = family().mapToLong(Usage::ticks).sum();
      return Duration.ofNanos(ticks * TICK_NANOS);
    }
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Its own, and those of children that have ended: their parent inherits them. */
  private static long ticks(ProcessHandle process) {
    try {
      List<String> stat = stat(proc(process, "stat"));
      return IntStream.of(UTIME, STIME, CUTIME, CSTIME)
          .mapToLong(field -> Long.parseLong(stat.get(field)))
          .sum();
    } catch (IOException | RuntimeException e) {
      // It has just ended.
      return 0;
    }
  }

  private Stream<ProcessHandle> family() {
    return Stream.concat(Stream.of(process), process.descendants());
  }

  /** Resident memory now, bytes; 0 where that is not known. */
  public long rss() {
    return isFamily
        ? family().mapToLong(member -> field(proc(member, "smaps_rollup"), "Pss:")).sum()
        : field(proc("status"), "VmRSS:");
  }

  /** The most resident memory since its start or {@link #forgetPeak}, bytes; 0 if not known. */
  public long peakRss() {
    return isFamily ? rss() : field(proc("status"), "VmHWM:");
  }

  /** From now on the peak is that of the time after. Does nothing where that cannot be done. */
  public void forgetPeak() {
    try {
      Files.writeString(proc("clear_refs"), "5");
    } catch (IOException e) {
      // Then it is the peak since the start of the process, which is never too low.
    }
  }

  private static long field(Path file, String field) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
              .filter(line -> line.startsWith(field))
              // "VmRSS:    123 kB"
              .map(line -> line.substring(field.length(), line.length() - " kB".length()).strip())
              .mapToLong(Long::parseLong)
              .findFirst()
              .orElse(0)
          * KIB;
    } catch (IOException | RuntimeException e) {
      return 0;
    }
  }

  /** Processor time of its threads so far, by the first 15 letters of their names; Linux only. */
  public Map<String, Duration> threads() {
    Map<String, Duration> times = new TreeMap<>();
    try (Stream<Path> tasks = Files.list(proc("task"))) {
      for (Path task : (Iterable<Path>) tasks::iterator) {
        List<String> stat = stat(task.resolve("stat"));
        long ticks = Long.parseLong(stat.get(UTIME)) + Long.parseLong(stat.get(STIME));
        times.merge(stat.get(NAME), Duration.ofNanos(ticks * TICK_NANOS), Duration::plus);
      }
    } catch (IOException | RuntimeException e) {
      // A thread ended while it was read, or this is no Linux.
    }
    return times;
  }

  /** "pid (name) state ...": a name may hold anything, brackets too. */
  private static List<String> stat(Path file) throws IOException {
    String stat = Files.readString(file, StandardCharsets.ISO_8859_1);
    List<String> fields = new ArrayList<>();
    fields.add(stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')')));
    fields.addAll(List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)));
    return fields;
  }

  private Path proc(String file) {
    return proc(process, file);
  }

  private static Path proc(ProcessHandle process, String file) {
    return Path.of("/proc", String.valueOf(process.pid()), file);
  }

  /** Processor time that the whole machine has used; zero where that is not known. */
  public static Duration ofMachine() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
      List<String> words = List.of(lines.findFirst().orElse("").split(" +", -1));
      // cpu user nice system idle iowait irq softirq steal ...
      long busy = 0;
      for (int i : new int[] {1, 2, 3, 6, 7, 8}) {
        busy += Long.parseLong(words.get(i));
      }
      return Duration.ofNanos(busy * TICK_NANOS);
    } catch (IOException | RuntimeException e) {
      return Duration.ZERO;
    }
  }
}
