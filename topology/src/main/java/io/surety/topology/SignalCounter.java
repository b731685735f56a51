package io.surety.topology;

import io.surety.lifecycle.Decision;
import io.surety.lifecycle.Signal;
import io.surety.topology.CoordinatorMetrics.SignalKind;

/** Counts signals by kind. */
final class SignalCounter implements Signal.Cases<CoordinatorMetrics> {
  @Override
  public void prepare(Signal.Prepare signal, CoordinatorMetrics metrics) {
    metrics.signal(SignalKind.PREPARE);
  }

  @Override
  public void decide(Signal.Decide signal, CoordinatorMetrics metrics) {
    metrics.signal(SignalKind.DECIDE);
    if (signal.source() == Decision.Source.CHECK_BACK) {
      metrics.answered(signal.kind());
    }
  }

  @Override
  public void receive(Signal.Receive signal, CoordinatorMetrics metrics) {
    metrics.signal(SignalKind.RECEIVE);
  }

  @Override
  public void consume(Signal.Consume signal, CoordinatorMetrics metrics) {
    metrics.signal(SignalKind.CONSUME);
  }

  @Override
  public void due(Signal.Due signal, CoordinatorMetrics metrics) {
    metrics.signal(SignalKind.DUE);
  }

  @Override
  public void resume(Signal.Resume signal, CoordinatorMetrics metrics) {
    metrics.signal(SignalKind.RESUME);
  }

  @Override
  public void dispatchFailed(Signal.DispatchFailed signal, CoordinatorMetrics metrics) {
    metrics.signal(SignalKind.DISPATCH_FAILED);
  }
}
