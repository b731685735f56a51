package io.surety.rest.http;

import io.surety.rest.RestConfig;
import io.surety.rest.metrics.MetricsSource;
import io.surety.rest.problem.ProblemCode;
import io.surety.rest.problem.ProblemException;
import java.time.Duration;
import java.util.Map;

/** A server without a coordinator: what it does before one is asked. */
final class EdgeServer {
  private EdgeServer() {}

  static WebServer start(int bodyMaxBytes) {
    return start(new RestConfig("127.0.0.1", 0, Duration.ofSeconds(1), bodyMaxBytes));
  }

  static WebServer start(RestConfig config) {
    return WebServer.start(
        config,
        () -> {
          throw ProblemException.of(ProblemCode.NOT_RUNNING, "It is starting.");
        },
        new Starting(),
        new MetricsSource());
  }

  private static final class Starting implements ServerState {
    @Override
    public boolean isLive() {
      return true;
    }

    @Override
    public boolean isReady() {
      return false;
    }

    @Override
    public Map<String, Object> details() {
      return Map.of("state", "STARTING");
    }
  }
}
