package io.surety.client;

/**
 * Consumes a message.
 *
 * <p>Returning means consumed. Throwing means failed, and it is delivered again by the redelivery
 * policy; {@link RejectException} means never again. A message can come more than once, so the
 * effect of handling it twice must be that of handling it once.
 *
 * <p>Called on threads of the client: one at a time unless the consumer was given a higher
 * concurrency, and always one at a time, in order, for the same key.
 */
@FunctionalInterface
public interface Handler {

  /**
   * Consumes the message.
   *
   * @throws RejectException to give the message up for this group
   * @throws Exception to have it delivered again
   */
  void handle(Delivery delivery) throws Exception;
}
