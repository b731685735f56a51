package io.surety.client;

/**
 * How a destination behaves. Immutable.
 *
 * @param onNoSubscriber what happens to a message that no subscription matches; default {@link
 *     OnNoSubscriber#DEAD_LETTER}
 */
public record DestinationOptions(OnNoSubscriber onNoSubscriber) {

  /** What happens to a decided message that no subscription matches. */
  public enum OnNoSubscriber {
    /** It becomes a dead letter, with the reason {@code NO_SUBSCRIBER}. */
    DEAD_LETTER,
    /** It is complete: nothing to do is done. */
    COMPLETE
  }

  /** Messages without a subscriber become dead letters. */
  public static DestinationOptions defaults() {
    return new DestinationOptions(OnNoSubscriber.DEAD_LETTER);
  }

  /** With another answer to messages that nobody subscribed to. */
  public DestinationOptions withOnNoSubscriber(OnNoSubscriber value) {
    return new DestinationOptions(value);
  }
}
