package io.surety.client;

import io.surety.schemas.BundleIds;
import io.surety.schemas.MessageIds;
import io.surety.schemas.Names;
import io.surety.schemas.RoutingKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects the messages of a {@link Bundle}; {@link #build()} checks them. Not thread-safe. */
public final class BundleBuilder {
  private final List<MessageBuilder> messages = new ArrayList<>();
  private Optional<String> id = Optional.empty();

  BundleBuilder() {}

  /**
   * The id of the bundle, when the application has one: 1..119 characters of {@code
   * [A-Za-z0-9._:-]}. It must be unique for ever. Default: a new UUIDv7.
   */
  public BundleBuilder id(String value) {
    id = Optional.of(value);
    return this;
  }

  /** Adds a message. Leave its id out: the bundle gives it one. */
  public BundleBuilder add(MessageBuilder message) {
    messages.add(message);
    return this;
  }

  /**
   * The bundle, with what the builders say now.
   *
   * @throws IllegalArgumentException listing everything that is wrong, with the number of the
   *     message, from 1
   */
  public Bundle build() {
    Problems problems = new Problems();
    id.ifPresent(value -> problems.add(problem(value)));
    if (messages.isEmpty() || messages.size() > Bundle.SIZE_MAX) {
      problems.add(
          Optional.of(
              "bundle must have 1.."
                  + Bundle.SIZE_MAX
                  + " messages, has "
                  + messages.size()
                  + (messages.isEmpty() ? "; add some" : "; make several bundles")));
      problems.throwIfAny();
    }
    String bundleId = id.orElseGet(MessageIds::newId);
    List<String> ids = BundleIds.members(bundleId, messages.size());
    List<Message> built = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      MessageBuilder message = messages.get(i);
      String messageId = ids.get(i);
      problems
          .get("message " + (i + 1) + ": ", () -> message.buildInBundle(messageId))
          .ifPresent(built::add);
    }
    problems.throwIfAny();
    return new Bundle(bundleId, built);
  }

  private static Optional<String> problem(String id) {
    if (id.indexOf(RoutingKey.SEPARATOR) >= 0) {
      return Optional.of(
          "bundle id must not contain '~', which comes before the number of a message, was '"
              + id
              + "'");
    }
    if (id.length() > BundleIds.LENGTH_MAX) {
      return Optional.of(
          "bundle id must have 1.."
              + BundleIds.LENGTH_MAX
              + " characters, has "
              + id.length()
              + "; shorten it");
    }
    return Names.MESSAGE_ID.problem(id).map(text -> "bundle id: " + text);
  }
}
