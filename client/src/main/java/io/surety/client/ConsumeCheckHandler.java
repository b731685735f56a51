package io.surety.client;

/**
 * Says whether this group has consumed a message, for example by looking for its effect in a
 * database. Called on threads of the client, possibly in another process than the one that got the
 * message.
 */
@FunctionalInterface
public interface ConsumeCheckHandler {

  /**
   * The state of the message in this group.
   *
   * @throws Exception when it cannot be told now: the same as {@link ConsumeState#UNKNOWN}, and
   *     logged
   */
  ConsumeState check(ConsumeQuestion question) throws Exception;
}
