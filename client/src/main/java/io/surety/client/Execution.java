package io.surety.client;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prepare, local transaction, confirm.
 *
 * <pre>
 * prepare ── not done ─────────────────────────────────────▶ NotDoneException
 *    │ └──── unknown ──▶ roll back ── done ────────────────▶ NotDoneException
 *    │                        └────── not done, unknown ───▶ OutcomeUnknownException
 *    ▼
 *  work ──── throws ───▶ roll back ────────────────────────▶ what the work threw
 *    │ └──── does not know ────────────────────────────────▶ OutcomeUnknownException of the work
 *    ▼
 * confirm ── not done, unknown: logged, the check-back settles it
 *    └─────────────────────────────────────────────────────▶ what the work returned
 * </pre>
 */
final class Execution {
  private static final Logger LOG = LoggerFactory.getLogger(Execution.class);

  private final Publisher publisher;
  private final Message message;

  Execution(Publisher publisher, Message message) {
    this.publisher = publisher;
    this.message = message;
  }

  <R, X extends Exception> R run(LocalTransaction<R, X> work) throws X {
    prepare();
    R result;
    try {
      result = work.run();
    } catch (OutcomeUnknownException e) {
      LOG.warn("The local transaction of message '{}' has an unknown outcome", message.id(), e);
      throw e;
    } catch (Throwable e) {
      rollBack(e);
      throw e;
    }
    confirm();
    return result;
  }

  /** Once a roll back is stored, the message can never be delivered, whatever the prepare did. */
  private void prepare() {
    try {
      publisher.prepare(message);
    } catch (OutcomeUnknownException unknown) {
      try {
        publisher.rollBack(message.id(), "the outcome of the prepare was not known");
      } catch (SuretyException e) {
        unknown.addSuppressed(e);
        throw unknown;
      }
      throw new NotDoneException(
          unknown.problem() + "; it was rolled back, and the local transaction was not run",
          "Start again with a new message.",
          unknown);
    }
  }

  private void rollBack(Throwable failure) {
    try {
      publisher.rollBack(
          message.id(), "the local transaction failed: " + failure.getClass().getName());
    } catch (SuretyException e) {
      // The work's own failure matters more to the caller; the check-back rolls back as well.
      failure.addSuppressed(e);
    }
  }

  private void confirm() {
    try {
      publisher.confirm(message.id());
    } catch (SuretyException e) {
      LOG.warn(
          "The local transaction of message '{}' is committed; the check-back will confirm it",
          message.id(),
          e);
    }
  }
}
