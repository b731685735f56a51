package io.surety.rest.metrics;

import io.surety.topology.counts.Histogram;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Requests by the template of their route. What matches no route is counted under one name, so that
 * nobody can make series by asking for paths. Thread-safe.
 */
public final class HttpCounts {
  /** For methods and paths that are no route. */
  static final String NO_ROUTE = "none";

  private final Map<Route, Histogram> times = new ConcurrentHashMap<>();
  private final Map<Answer, LongAdder> answers = new ConcurrentHashMap<>();

  private record Route(String method, String template) {}

  private record Answer(Route route, int status) {}

  /** Of nothing yet. */
  public HttpCounts() {}

  /** A request to a route was answered. */
  public void answered(String method, String template, int status, long nanos) {
    count(new Route(method, template), status, nanos);
  }

  /** A request to what is no route was answered; its method can be any word. */
  public void refused(int status, long nanos) {
    count(new Route(NO_ROUTE, NO_ROUTE), status, nanos);
  }

  private void count(Route route, int status, long nanos) {
    times.computeIfAbsent(route, r -> new Histogram()).addNanos(nanos);
    answers.computeIfAbsent(new Answer(route, status), a -> new LongAdder()).increment();
  }

  void scrape(Scrape scrape) {
    times.forEach(
        (route, histogram) ->
            scrape.add(Metric.HTTP_TIME, histogram.times(), route.method(), route.template()));
    answers.forEach(
        (answer, count) ->
            scrape.add(
                Metric.HTTP_REQUESTS,
                count.sum(),
                answer.route().method(),
                answer.route().template(),
                String.valueOf(answer.status())));
  }
}
