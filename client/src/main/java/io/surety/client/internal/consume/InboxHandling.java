package io.surety.client.internal.consume;

import io.surety.client.ConsumeCheckHandler;
import io.surety.client.ConsumeQuestion;
import io.surety.client.ConsumeState;
import io.surety.client.Inbox;
import io.surety.client.InboxHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handles deliveries in the transactions of an inbox, and answers consume checks from it. */
final class InboxHandling implements Handling {
  private static final Logger LOG = LoggerFactory.getLogger(InboxHandling.class);

  private final Inbox inbox;
  private final String group;
  private final InboxHandler handler;
  private final Set<String> running = ConcurrentHashMap.newKeySet();

  InboxHandling(Inbox inbox, String group, InboxHandler handler) {
    this.inbox = inbox;
    this.group = group;
    this.handler = handler;
  }

  @Override
  public void handle(RecordDelivery delivery) throws Exception {
    delivery.refuseToDefer();
    // Two attempts of one message share a lane, so they do not overlap here.
    running.add(delivery.id());
    try {
      handleOnce(delivery);
    } catch (RolledBack e) {
      // The delivery knows that the handler asked for another attempt.
    } finally {
      running.remove(delivery.id());
    }
  }

  private void handleOnce(RecordDelivery delivery) throws Exception {
    boolean isFirst =
        inbox.once(
            group,
            delivery.inboxId(),
            delivery.attempt(),
            connection -> {
              handler.handle(delivery, connection);
              if (delivery.retryAfterMs().isPresent()) {
                throw new RolledBack();
              }
            });
    if (!isFirst) {
      LOG.debug("Group {} has consumed '{}' before: it is skipped", group, delivery.id());
    }
  }

  @Override
  public Optional<ConsumeCheckHandler> consumeCheck() {
    return Optional.of(this::check);
  }

  @Override
  public Inbox.Purging startPurging(Duration redeliveryTime) {
    return inbox.startPurging(group, redeliveryTime);
  }

  private ConsumeState check(ConsumeQuestion question) throws Exception {
    // In this order: one that ends between the two looks is found in the inbox.
    boolean isRunning = running.contains(question.messageId());
    if (inbox.isConsumed(group, question.messageId())) {
      return ConsumeState.CONSUMED;
    }
    return isRunning ? ConsumeState.IN_PROGRESS : ConsumeState.NOT_CONSUMED;
  }

  /** Leaves the inbox's transaction without a commit. */
  private static final class RolledBack extends Exception {
    RolledBack() {
      super(null, null, false, false);
    }
  }
}
