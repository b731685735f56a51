package io.surety.testkit;

import io.surety.client.Surety;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A coordinator in memory, for the unit tests of an application.
 *
 * <pre>{@code
 * SuretyTestKit kit = SuretyTestKit.create().destination("order-paid");
 * Shop shop = new Shop(kit.surety());      // production code, unchanged
 *
 * String id = shop.pay("42");
 *
 * kit.assertThat(id).isConsumedBy("billing");
 * }</pre>
 *
 * <p>{@link #surety()} is the real client, and what decides is the real set of rules; only Kafka is
 * replaced, by memory. Nothing happens in the background: what follows from a call (a dispatch, a
 * handler, a check-back) has happened when the call returns, on the thread of the caller, and what
 * takes time happens in {@link #advance}. The clock stands still otherwise.
 *
 * <p>Thread-safe: threads of the application may publish at the same time. Then one of them does
 * the work of all; {@link #advance}, and every look at what happened, waits for it.
 */
public final class SuretyTestKit implements AutoCloseable {
  private final World world;
  private final Surety surety;

  private SuretyTestKit(Instant start) {
    this.world = new World(start);
    this.surety = world.connect();
  }

  /** A new coordinator that knows nothing; its clock starts at the present time, in whole ms. */
  public static SuretyTestKit create() {
    return create(Instant.now());
  }

  /**
   * A new coordinator that knows nothing.
   *
   * @param start where its clock starts, in whole ms; not before 1970
   */
  public static SuretyTestKit create(Instant start) {
    return new SuretyTestKit(start);
  }

  /** The client, for the application. Always the same one. */
  public Surety surety() {
    return surety;
  }

  /**
   * Another client of the same coordinator, as another process would have it. The caller may close
   * it; {@link #close} does otherwise.
   */
  public Surety connect() {
    return world.connect();
  }

  /** Registers a destination, as {@link Surety#destinations} does. */
  public SuretyTestKit destination(String topic) {
    surety.destinations().register(topic);
    return this;
  }

  /** What goes wrong next. */
  public Faults faults() {
    return world.faults();
  }

  /** What an operator may do. */
  public Operator operator() {
    return new Operator(world);
  }

  /**
   * Lets time pass: everything that falls due until then happens, in its order, on this thread.
   *
   * @param duration at least 0
   * @throws IllegalArgumentException when it is negative
   * @throws IllegalStateException when a handler calls it
   */
  public SuretyTestKit advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("duration must be >= 0, was " + duration);
    }
    world.advance(duration.toMillis());
    return this;
  }

  /** The time of the coordinator. */
  public Instant now() {
    return world.clock().instant();
  }

  /** The coordinator's clock, for an application that takes one: UTC. */
  public Clock clock() {
    return world.clock();
  }

  /** Everything that was published, in the order in which it was first heard of. */
  public List<TestedMessage> messages() {
    return world.messages();
  }

  /**
   * A message as it is now.
   *
   * @throws AssertionError when nothing was ever heard of it
   */
  public TestedMessage message(String id) {
    return messages().stream()
        .filter(message -> message.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "nothing was ever heard of message '" + id + "'; known are " + messages()));
  }

  /** Everything that was given up, in order. */
  public List<DeadLetter> deadLetters() {
    return world.deadLetters();
  }

  /** Says what is expected of a message. */
  public MessageAssert assertThat(String id) {
    return new MessageAssert(id, messages());
  }

  /** Closes all clients. What happened can still be asked for. Idempotent. */
  @Override
  public void close() {
    world.close();
  }
}
