package io.surety.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method consumes messages.
 *
 * <pre>{@code
 * @ReliableListener(destination = "order-paid", group = "billing")
 * void on(OrderPaid paid) {
 *   invoices.create(paid.orderId(), paid.cents());
 * }
 * }</pre>
 *
 * <p>It runs in a transaction of the application's transaction manager, together with the row of
 * the inbox that says that the group has seen the message: what {@code JdbcTemplate}, repositories
 * and {@code @Transactional} beans do inside is committed with it, once. A return means consumed;
 * an exception rolls back, and the message is delivered again by the redelivery policy; {@link
 * io.surety.client.RejectException} means never again.
 *
 * <p>Parameters: the payload, as any type that a {@link PayloadConverter} knows, and the {@link
 * io.surety.client.Delivery}, both optional and in any order.
 *
 * <p>Text attributes may contain placeholders ({@code ${…}}).
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ReliableListener {

  /** The topic to consume. */
  String destination();

  /** The consumer group. */
  String group();

  /** Only messages with these tags; see {@link io.surety.client.ConsumerBuilder#tags}. */
  String tags() default "#";

  /** So many messages are handled at the same time, at most one for each key. */
  String concurrency() default "1";

  /** When and how often a failed message is delivered again. */
  Redelivery redelivery() default @Redelivery;

  /** A message that was not even read after this long is delivered again. */
  String ackTimeout() default "30s";

  /** A message of which nothing was heard for this long after it was read is delivered again. */
  String processingTimeout() default "5m";

  /**
   * False: without a transaction and without a row in the inbox. For handlers whose work is not in
   * the database, and harmless when it is done twice.
   */
  boolean inbox() default true;

  /** When and how often a failed message is delivered again. */
  @Target({})
  @Retention(RetentionPolicy.RUNTIME)
  @interface Redelivery {
    /** Delay after the first failure. */
    String initial() default "1s";

    /** By how much each delay is longer than the one before. */
    double multiplier() default 2;

    /** The longest delay. */
    String max() default "60s";

    /** Attempts in all. */
    int maxAttempts() default 8;

    /** Explicit delays instead, with one attempt more than there are delays. */
    String[] steps() default {};
  }
}
