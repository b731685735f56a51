package io.surety.client;

import io.surety.schemas.BundleIds;
import java.util.List;
import java.util.Optional;

/**
 * Several messages, to the same or to different destinations, that are delivered all or none: one
 * confirm or roll back decides them. Immutable; made by {@link #of} or {@link #builder}.
 *
 * <pre>{@code
 * Bundle bundle =
 *     Bundle.of(
 *         Message.to("order-paid").key("42").payload(order),
 *         Message.to("points-earned").key("ada").payload(points));
 *
 * publisher.execute(bundle, () -> orders.pay("42"));
 * }</pre>
 *
 * The bundle gives its messages their ids, {@code <bundle>~<n>of<size>}, when it is built, so the
 * same object can be published again. Only the decision is taken together: afterwards each message
 * goes its own way, with its own groups, attempts and times. There is no order between them.
 */
public final class Bundle {
  /** The most messages that a bundle has. */
  public static final int SIZE_MAX = BundleIds.SIZE_MAX;

  private final String id;
  private final List<Message> messages;

  Bundle(String id, List<Message> messages) {
    this.id = id;
    this.messages = List.copyOf(messages);
  }

  /**
   * A bundle of these messages, with a new id.
   *
   * @throws IllegalArgumentException as {@link BundleBuilder#build()}
   */
  public static Bundle of(MessageBuilder first, MessageBuilder... others) {
    BundleBuilder builder = builder().add(first);
    for (MessageBuilder other : others) {
      builder.add(other);
    }
    return builder.build();
  }

  /** Starts a bundle, for an id of the application's own or for a number of messages. */
  public static BundleBuilder builder() {
    return new BundleBuilder();
  }

  /**
   * The bundle that the message of this id belongs to; empty when to none. For check-back handlers
   * and the like, which are told the id of one of the messages.
   */
  public static Optional<String> idOf(String messageId) {
    return BundleIds.bundleOf(messageId);
  }

  /** The id of the bundle. It is no message id. */
  public String id() {
    return id;
  }

  /** The messages, in the order in which they were added. */
  public List<Message> messages() {
    return messages;
  }

  /** The ids of the messages, in the same order. */
  public List<String> messageIds() {
    return messages.stream().map(Message::id).toList();
  }

  /** Without payloads and headers, which may be private. */
  @Override
  public String toString() {
    return "Bundle[id=" + id + ", messages=" + messages + "]";
  }
}
