package io.surety.rest.metrics;

import java.util.concurrent.atomic.LongAdder;

/** Requests among servers that were refused, because the one does not trust the other. */
public final class PeerCounts {
  private final LongAdder there = new LongAdder();
  private final LongAdder here = new LongAdder();

  /** Of nothing yet. */
  public PeerCounts() {}

  /** Another server refused what this one handed over. */
  public void refusedThere() {
    there.increment();
  }

  /** This server refused what somebody handed over as a server. */
  public void refusedHere() {
    here.increment();
  }

  void scrape(Scrape scrape) {
    scrape.add(Metric.PEER_REFUSALS, there.sum(), "there");
    scrape.add(Metric.PEER_REFUSALS, here.sum(), "here");
  }
}
