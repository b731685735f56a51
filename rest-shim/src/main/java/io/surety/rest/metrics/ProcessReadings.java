package io.surety.rest.metrics;

import io.surety.rest.Version;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;

/** Tells how the process is. */
final class ProcessReadings {
  private ProcessReadings() {}

  static void scrape(Scrape scrape) {
    scrape.add(Metric.BUILD, 1, Version.number(), Runtime.version().toString());
    scrape.add(Metric.UPTIME, ManagementFactory.getRuntimeMXBean().getUptime() / 1e3);
    scrape.add(
        Metric.CPU,
        ProcessHandle.current()
            .info()
            .totalCpuDuration()
            .map(time -> time.toNanos() / 1e9)
            .orElse(0.0));
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    scrape.add(Metric.HEAP_USED, heap.getUsed());
    scrape.add(Metric.HEAP_MAX, heap.getMax());
    scrape.add(
        Metric.GC_TIME,
        ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum()
            / 1e3);
    scrape.add(Metric.THREADS, ManagementFactory.getThreadMXBean().getThreadCount());
  }
}
