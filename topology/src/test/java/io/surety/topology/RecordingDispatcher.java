package io.surety.topology;

import io.surety.lifecycle.Reason;
import io.surety.lifecycle.Signal;
import io.surety.topology.dispatch.DispatchRequest;
import io.surety.topology.dispatch.Dispatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A dispatcher of ours that writes down what it is asked for, and fails when it is told to. */
final class RecordingDispatcher implements Dispatcher {
  private final List<DispatchRequest> requests = new ArrayList<>();
  private Reason failure;
  private RuntimeException thrown;

  List<DispatchRequest> requests() {
    return List.copyOf(requests);
  }

  /** From now on no destination takes anything, for this reason; null ends that. */
  void failWith(Reason reason) {
    failure = reason;
  }

  /** From now on every request throws; null ends that. */
  void throwing(RuntimeException e) {
    thrown = e;
  }

  @Override
  public void dispatch(DispatchRequest request, Consumer<Signal.DispatchFailed> onFailure) {
    if (thrown != null) {
      throw thrown;
    }
    requests.add(request);
    if (failure != null) {
      onFailure.accept(
          new Signal.DispatchFailed(
              request.attempt(), request.groups(), failure, "topic is not there"));
    }
  }

  @Override
  public void close() {}
}
