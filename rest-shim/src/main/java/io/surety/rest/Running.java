package io.surety.rest;

import io.surety.rest.http.ServerState;
import io.surety.rest.json.HealthJson;
import io.surety.rest.problem.Problem;
import io.surety.rest.problem.ProblemCode;
import io.surety.rest.problem.ProblemException;
import io.surety.topology.Coordinator;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether there is a coordinator behind the routes. REST listens before there is one, because the
 * coordinator must tell the others at which port. Thread-safe.
 */
final class Running implements ServerState, Supplier<Engine> {
  private static final long ASK_AGAIN_MS = 1_000;

  private volatile @Nullable Coordinator coordinator;
  private volatile @Nullable Engine engine;
  private volatile String otherwise = "STARTING";

  void started(Coordinator running, Engine behindTheRoutes) {
    coordinator = running;
    engine = behindTheRoutes;
  }

  void stopping() {
    otherwise = "STOPPING";
    engine = null;
    coordinator = null;
  }

  @Override
  public Engine get() {
    Engine present = engine;
    if (present == null) {
      throw new ProblemException(
          Problem.of(ProblemCode.NOT_RUNNING, "It is " + otherwise + "; ask again.")
              .retryAfter(ASK_AGAIN_MS));
    }
    return present;
  }

  @Override
  public boolean isLive() {
    Coordinator present = coordinator;
    return present == null || present.health().isLive();
  }

  @Override
  public boolean isReady() {
    Coordinator present = coordinator;
    return present != null && present.health().isReady();
  }

  @Override
  public Map<String, Object> details() {
    Coordinator present = coordinator;
    return present == null ? Map.of("state", otherwise) : HealthJson.of(present.health());
  }
}
