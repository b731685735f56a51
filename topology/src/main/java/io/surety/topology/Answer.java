package io.surety.topology;

import java.util.function.Function;
import java.util.function.Supplier;

/** What an instance can say about a message id. */
public sealed interface Answer {

  /** Goes on with the case that it is. */
  <R> R fold(
      Function<MessageView, R> found,
      Supplier<R> notFound,
      Function<Elsewhere, R> elsewhere,
      Function<Moving, R> moving);

  /** The message is known here. */
  record Found(MessageView view) implements Answer {
    @Override
    public <R> R fold(
        Function<MessageView, R> found,
        Supplier<R> notFound,
        Function<Elsewhere, R> elsewhere,
        Function<Moving, R> moving) {
      return found.apply(view);
    }
  }

  /**
   * Nothing is remembered of the id. Sure: the instance owns it, and has processed everything that
   * was in the log when it was asked.
   */
  record NotFound() implements Answer {
    @Override
    public <R> R fold(
        Function<MessageView, R> found,
        Supplier<R> notFound,
        Function<Elsewhere, R> elsewhere,
        Function<Moving, R> moving) {
      return notFound.get();
    }
  }

  /** Another instance owns the id; ask there. */
  record Elsewhere(String host, int port) implements Answer {
    @Override
    public <R> R fold(
        Function<MessageView, R> found,
        Supplier<R> notFound,
        Function<Elsewhere, R> elsewhere,
        Function<Moving, R> moving) {
      return elsewhere.apply(this);
    }
  }

  /**
   * Nobody can tell now: the state moves between instances, is being restored, or is behind the
   * log.
   *
   * @param retryAfterMs ask again after this time
   */
  record Moving(long retryAfterMs) implements Answer {
    @Override
    public <R> R fold(
        Function<MessageView, R> found,
        Supplier<R> notFound,
        Function<Elsewhere, R> elsewhere,
        Function<Moving, R> moving) {
      return moving.apply(this);
    }
  }
}
