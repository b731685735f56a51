package io.surety.rest.metrics;

import io.surety.rest.callback.CallbackCounts;
import io.surety.rest.callback.CallbackDispatcher;
import io.surety.topology.Coordinator;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is measured here, ready to be told. Tells of the process and of requests also
 * while there is no coordinator. Thread-safe.
 */
public final class MetricsSource implements Supplier<byte[]> {
  /** The media type of what is told. */
  public static final String CONTENT_TYPE = Scrape.CONTENT_TYPE;

  private final HttpCounts http = new HttpCounts();
  private final PeerCounts peers = new PeerCounts();
  private final CallbackCounts callbacks = new CallbackCounts();
  private volatile @Nullable Coordinator coordinator;
  private volatile @Nullable CallbackDispatcher dispatcher;

  /** Of a server that starts. */
  public MetricsSource() {}

  /** Where requests are counted. */
  public HttpCounts http() {
    return http;
  }

  /** Where it is counted that servers do not trust each other. */
  public PeerCounts peers() {
    return peers;
  }

  /** Where callbacks are counted. */
  public CallbackCounts callbacks() {
    return callbacks;
  }

  /** The coordinator runs, and, where it is configured, asks over HTTP. */
  public void started(Coordinator running, Optional<CallbackDispatcher> asking) {
    coordinator = running;
    dispatcher = asking.orElse(null);
  }

  /** In Prometheus' text format. */
  @Override
  public byte[] get() {
    Scrape scrape = new Scrape();
    Coordinator running = coordinator;
    scrape.add(Metric.LIVE, running == null || running.health().isLive() ? 1 : 0);
    scrape.add(Metric.READY, running != null && running.health().isReady() ? 1 : 0);
    if (running != null) {
      CoordinatorReadings.scrape(running, scrape);
    }
    callbacks(scrape);
    http.scrape(scrape);
    peers.scrape(scrape);
    ProcessReadings.scrape(scrape);
    return scrape.text();
  }

  private void callbacks(Scrape scrape) {
    callbacks
        .calls()
        .forEach(
            (question, outcomes) ->
                outcomes.forEach(
                    (outcome, count) ->
                        scrape.add(Metric.CALLBACKS, count, question, outcome.word())));
    scrape.add(Metric.CALLBACK_TIME, callbacks.times());
    CallbackDispatcher asking = dispatcher;
    scrape.add(Metric.CALLBACKS_WAITING, asking == null ? 0 : asking.waiting());
    scrape.add(Metric.CALLBACK_HOSTS_HELD_BACK, asking == null ? 0 : asking.hostsHeldBack());
  }
}
