package io.surety.bench.trial;

import java.time.Duration;

/**
 * What one process used in a window.
 *
 * @param process its name
 * @param cpu processor time
 * @param peakRss the most resident memory, bytes; 0 where that is not known
 */
public record Use(String process, Duration cpu, long peakRss) {}
