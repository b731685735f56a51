package io.surety.topology.dispatch;

import io.surety.lifecycle.Reason;
import io.surety.lifecycle.Signal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A record on its way, from the request to the answer. */
final class Outgoing {
  private final DispatchRequest request;
  private final Consumer<Signal.DispatchFailed> onFailure;
  private final ProducerRecord<byte[], byte[]> record;
  private final int size;
  private final InFlight.Share share;
  private final long deadlineNanos;
  private final AtomicBoolean isDone = new AtomicBoolean();

  Outgoing(
      DispatchRequest request,
      Consumer<Signal.DispatchFailed> onFailure,
      ProducerRecord<byte[], byte[]> record,
      int size,
      InFlight.Share share,
      Duration timeout) {
    this.request = request;
    this.onFailure = onFailure;
    this.record = record;
    this.size = size;
    this.share = share;
    this.deadlineNanos = System.nanoTime() + timeout.toNanos();
  }

  String topic() {
    return request.destination();
  }

  ProducerRecord<byte[], byte[]> record() {
    return record;
  }

  int size() {
    return size;
  }

  /** The destination has it. */
  void succeed() {
    if (isDone.compareAndSet(false, true)) {
      share.giveBack(size);
    }
  }

  /** The destination does not take it. */
  void fail(Reason reason, String detail) {
    if (isDone.compareAndSet(false, true)) {
      share.giveBack(size);
      onFailure.accept(failed(request, reason, detail));
    }
  }

  /** Fails it if it has waited for too long. True if so. */
  boolean failIfExpired() {
    if (System.nanoTime() - deadlineNanos < 0) {
      return false;
    }
    fail(
        Reason.DESTINATION_UNAVAILABLE,
        "brokers did not tell about topic '" + topic() + "' in time; delivery is tried again");
    return true;
  }

  static Signal.DispatchFailed failed(DispatchRequest request, Reason reason, String detail) {
    return new Signal.DispatchFailed(request.attempt(), request.groups(), reason, detail);
  }
}
