package io.surety.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.surety.client.internal.Checks;
import io.surety.schemas.BundleIds;
import io.surety.schemas.MessageIds;
import io.surety.schemas.Names;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects what a {@link Message} says; {@link #build()} checks it. Not thread-safe. */
public final class MessageBuilder {
  private static final String OWN_HEADERS = "surety-";

  final String destination;
  final List<MessageHeader> headers = new ArrayList<>();
  Optional<String> key = Optional.empty();
  Optional<String> tag = Optional.empty();
  byte[] payload = {};
  Optional<Duration> delay = Optional.empty();
  Optional<Duration> ttl = Optional.empty();
  Optional<Duration> checkBackAfter = Optional.empty();

  private Optional<String> id = Optional.empty();
  private Optional<Instant> deliverAt = Optional.empty();

  MessageBuilder(String destination) {
    this.destination = Objects.requireNonNull(destination, "destination must not be null");
  }

  /**
   * The id, when the application has one: 1..128 characters of {@code [A-Za-z0-9._:~-]}, not
   * starting with {@code ~}, and not ending as those of a {@link Bundle} do. It must be unique for
   * ever. Default: a new UUIDv7.
   */
  public MessageBuilder id(String value) {
    id = Optional.of(value);
    return this;
  }

  /** The business key, 1..512 characters: record key at the destination. Default: none. */
  public MessageBuilder key(String value) {
    key = Optional.of(value);
    return this;
  }

  /** Words split at dots, which subscriptions filter on, up to 255 characters. Default: none. */
  public MessageBuilder tag(String value) {
    tag = Optional.of(value);
    return this;
  }

  /**
   * Adds a header with text as UTF-8; names may repeat. Use {@code traceparent} to pass a W3C trace
   * context through to the consumers.
   */
  public MessageBuilder header(String name, String value) {
    return header(name, value.getBytes(UTF_8));
  }

  /** Adds a header with bytes, which are copied; Kafka allows null. */
  public MessageBuilder header(String name, byte @Nullable [] value) {
    headers.add(new MessageHeader(name, value == null ? null : value.clone()));
    return this;
  }

  /** The payload; the bytes are copied, and never parsed. Default: no bytes. */
  public MessageBuilder payload(byte[] value) {
    payload = value.clone();
    return this;
  }

  /** The payload, as UTF-8. */
  public MessageBuilder payload(String value) {
    payload = value.getBytes(UTF_8);
    return this;
  }

  /**
   * Delivered not before this long after {@link #build()}, by this machine's clock. Default: at
   * once.
   */
  public MessageBuilder delay(Duration value) {
    delay = Optional.of(value);
    return this;
  }

  /** Delivered not before this time. Default: at once. */
  public MessageBuilder deliverAt(Instant value) {
    deliverAt = Optional.of(value);
    return this;
  }

  /** Time to live: delivered not later than this after the prepare. Default: no limit. */
  public MessageBuilder ttl(Duration value) {
    ttl = Optional.of(value);
    return this;
  }

  /**
   * The first check-back comes this long after the prepare. Give it to a message whose local
   * transaction takes long. Default: the producer's policy.
   */
  public MessageBuilder checkBackAfter(Duration value) {
    checkBackAfter = Optional.of(value);
    return this;
  }

  /**
   * The message.
   *
   * @throws IllegalArgumentException listing everything that is wrong, each with its field, value
   *     and remedy
   */
  public Message build() {
    return build(Clock.systemUTC());
  }

  /**
   * As {@link #build()}, with a {@link #delay} that is counted from this clock.
   *
   * @throws IllegalArgumentException as {@link #build()} does
   */
  public Message build(Clock clock) {
    return build(clock, id, this::problemOfId);
  }

  /** The message as one of a bundle, which gives it this id. */
  Message buildInBundle(String bundledId) {
    return build(
        Clock.systemUTC(),
        Optional.of(bundledId),
        given -> id.map(own -> "id '" + own + "' must be left out: the bundle gives it one"));
  }

  private Optional<String> problemOfId(String value) {
    return Names.MESSAGE_ID
        .problem(value)
        .or(
            () ->
                BundleIds.bundleOf(value)
                    .map(
                        bundle ->
                            "id '"
                                + value
                                + "' looks like that of a message of bundle '"
                                + bundle
                                + "'; choose another, or build a Bundle"));
  }

  private Message build(
      Clock clock, Optional<String> givenId, Function<String, Optional<String>> problemOfId) {
    Problems problems = new Problems();
    Instant now = clock.instant();
    problems.add(Names.DESTINATION.problem(destination));
    givenId.ifPresent(value -> problems.add(problemOfId.apply(value)));
    key.ifPresent(value -> problems.add(Names.BUSINESS_KEY.problem(value)));
    tag.ifPresent(value -> problems.add(Names.TAG.problem(value)));
    headers.forEach(header -> problems.add(problem(header)));
    problems.of(() -> delay.ifPresent(value -> Checks.notNegative("delay", value)));
    problems.of(() -> ttl.ifPresent(value -> Checks.positive("ttl", value)));
    problems.of(() -> checkBackAfter.ifPresent(v -> Checks.positive("checkBackAfter", v)));
    Optional<Instant> time = problems.get(() -> deliveryTime(now)).flatMap(value -> value);
    problems.of(() -> checkDeliverable(time, now));
    problems.throwIfAny();
    return new Message(this, givenId.orElseGet(MessageIds::newId), time);
  }

  private static Optional<String> problem(MessageHeader header) {
    if (header.key().isEmpty()) {
      return Optional.of("header name must not be empty; give it a name or leave it out");
    }
    return header.key().startsWith(OWN_HEADERS)
        ? Optional.of(
            "header '"
                + header.key()
                + "' has a name that belongs to Surety; choose one that does"
                + " not start with '"
                + OWN_HEADERS
                + "'")
        : Optional.empty();
  }

  private Optional<Instant> deliveryTime(Instant now) {
    if (delay.isPresent() && deliverAt.isPresent()) {
      throw new IllegalArgumentException(
          "delay "
              + delay.get()
              + " and deliverAt "
              + deliverAt.get()
              + " are both given; keep one");
    }
    Optional<Instant> time = deliverAt.or(() -> delay.map(now::plus));
    if (time.isPresent() && time.get().isBefore(Instant.EPOCH)) {
      throw new IllegalArgumentException(
          "deliverAt must not be before 1970, was " + time.get() + "; leave it out for at once");
    }
    return time;
  }

  private void checkDeliverable(Optional<Instant> time, Instant now) {
    if (time.isPresent() && ttl.isPresent() && !time.get().isBefore(now.plus(ttl.get()))) {
      throw new IllegalArgumentException(
          "ttl "
              + ttl.get()
              + " ends before the delivery at "
              + time.get()
              + "; give it a longer one, or leave it out");
    }
  }
}
