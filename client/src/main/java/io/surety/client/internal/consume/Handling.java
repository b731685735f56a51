package io.surety.client.internal.consume;

import io.surety.client.ConsumeCheckHandler;
import io.surety.client.Handler;
import io.surety.client.Inbox;
import io.surety.client.InboxHandler;
import java.time.Duration;
import java.util.Optional;

/** How the deliveries of a consumer are handled. Thread-safe. */
public interface Handling {

  /** Handles one; returning and throwing mean what they mean for a {@link Handler}. */
  void handle(RecordDelivery delivery) throws Exception;

  /** What can answer consume checks without the application's help. */
  default Optional<ConsumeCheckHandler> consumeCheck() {
    return Optional.empty();
  }

  /** Begins to forget what was handled long ago, if anything is remembered. */
  default Inbox.Purging startPurging(Duration redeliveryTime) {
    return () -> {};
  }

  /** By the application alone. */
  static Handling by(Handler handler) {
    return handler::handle;
  }

  /** By the application, in the transactions of an inbox. */
  static Handling in(Inbox inbox, String group, InboxHandler handler) {
    return new InboxHandling(inbox, group, handler);
  }
}
