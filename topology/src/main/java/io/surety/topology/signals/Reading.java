package io.surety.topology.signals;

import io.surety.lifecycle.Signal;
import io.surety.topology.MalformedReason;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a record of a signal topic turned out to be. */
public sealed interface Reading {
  /** Goes on with the signal, or with the reason why there is none. */
  <R> R fold(Function<Taken, R> onSignal, Function<Malformed, R> onMalformed);

  /**
   * A signal.
   *
   * @param ids the messages it is about: one, or with a decision all of a bundle, in their order
   * @param body headers and payload, which only a prepare brings
   */
  record Taken(List<String> ids, Signal signal, Optional<Body> body) implements Reading {
    public Taken {
      ids = List.copyOf(ids);
    }

    /** A signal about one message. */
    Taken(String id, Signal signal, Optional<Body> body) {
      this(List.of(id), signal, body);
    }

    @Override
    public <R> R fold(Function<Taken, R> onSignal, Function<Malformed, R> onMalformed) {
      return onSignal.apply(this);
    }
  }

  /**
   * Not a signal, now or later.
   *
   * @param detail one sentence for an operator: the field, its value, what to do
   */
  record Malformed(MalformedReason reason, String detail) implements Reading {
    @Override
    public <R> R fold(Function<Taken, R> onSignal, Function<Malformed, R> onMalformed) {
      return onMalformed.apply(this);
    }
  }
}
