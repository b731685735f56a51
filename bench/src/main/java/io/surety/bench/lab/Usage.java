package io.surety.bench.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a process uses: processor time and memory, as Linux counts them in {@code /proc}. Processor
 * time comes in steps of 10 ms. On other systems there is processor time only.
 *
 * @param name in the report
 */
public record Usage(String name, ProcessHandle process) {
  private static final long KIB = 1024;

  /** Linux counts processor time in these, whatever the kernel's own tick is (USER_HZ). */
  private static final long TICK_NANOS = 10_000_000;

  /** Of a process. */
  public static Usage of(String name, ProcessHandle process) {
    return new Usage(name, process);
  }

  /** Of this JVM. */
  public static Usage ofThis(String name) {
    return new Usage(name, ProcessHandle.current());
  }

  /** Processor time since its start, user and system; zero when it has ended. */
  public Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Resident memory now, bytes; 0 where that is not known. */
  public long rss() {
    return status("VmRSS:");
  }

  /** The most resident memory since its start or {@link #forgetPeak}, bytes; 0 if not known. */
  public long peakRss() {
    return status("VmHWM:");
  }

  /** From now on the peak is that of the time after. Does nothing where that cannot be done. */
  public void forgetPeak() {
    try {
      Files.writeString(proc("clear_refs"), "5");
    } catch (IOException e) {
      // Then it is the peak since the start of the process, which is never too low.
    }
  }

  private long status(String field) {
    try (Stream<String> lines = Files.lines(proc("status"))) {
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
        String stat = Files.readString(task.resolve("stat"), StandardCharsets.ISO_8859_1);
        // "pid (name) state ...": a name may hold anything, brackets too.
        String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
        List<String> rest = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
        long ticks = Long.parseLong(rest.get(11)) + Long.parseLong(rest.get(12));
        times.merge(name, Duration.ofNanos(ticks * TICK_NANOS), Duration::plus);
      }
    } catch (IOException | RuntimeException e) {
      // A thread ended while it was read, or this is no Linux.
    }
    return times;
  }

  private Path proc(String file) {
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
