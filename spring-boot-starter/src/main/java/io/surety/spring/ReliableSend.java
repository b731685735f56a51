package io.surety.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the method returns is published, if its transaction commits.
 *
 * <pre>{@code
 * @Transactional
 * @ReliableSend(destination = "order-paid", key = "#result.orderId()")
 * public OrderPaid pay(String orderId) {
 *   orders.markPaid(orderId);
 *   return new OrderPaid(orderId, 4200);
 * }
 * }</pre>
 *
 * <p>When the method has returned, its result becomes a row of the outbox, within the transaction
 * that is active, and so is committed or rolled back with it. Without a transaction the method is
 * not even called, and an {@link IllegalStateException} says so. The order of other aspects does
 * not matter: this one is always the innermost.
 *
 * <p>A result of null, or an empty {@code Optional}, publishes nothing. A {@link
 * io.surety.client.Message} is published as it is, and the other attributes must be left out;
 * anything else is converted by the first {@link PayloadConverter} that knows its type. Like all
 * Spring advice, this one needs a call from another bean.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ReliableSend {

  /** The destination; placeholders are resolved. Needed, unless the method returns a message. */
  String destination() default "";

  /**
   * The business key, as a SpEL expression that knows {@code #result} and the arguments by name
   * ({@code #orderId}, or {@code #p0}). Default: none. A value of null is none.
   */
  String key() default "";

  /** The tag, as a SpEL expression like {@link #key}; {@code 'eu.paid'} with quotes is text. */
  String tag() default "";

  /** Delivered not before this long after the method, as {@code 30m} or {@code PT30M}. */
  String delay() default "";

  /** Time to live, as {@code 1d} or {@code P1D}. Default: no limit. */
  String ttl() default "";
}
