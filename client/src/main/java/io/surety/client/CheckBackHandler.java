package io.surety.client;

/**
 * Says what became of the local transaction of a message.
 *
 * <p>Called on threads of the client, several at a time, possibly more than once for a message and
 * in another process than the one that prepared it: answer from the database, not from memory. For
 * the same message calls do not overlap within one process.
 */
@FunctionalInterface
public interface CheckBackHandler {

  /**
   * The verdict. Only say {@link Verdict#ROLL_BACK} when the local transaction can no longer be
   * committed: a transaction that is still open looks like one that never was. For a message of a
   * {@link Bundle} the verdict is that of the bundle.
   *
   * @throws Exception when it cannot be told now: the same as {@link Verdict#UNKNOWN}, and logged
   */
  Verdict check(CheckBackQuestion question) throws Exception;
}
