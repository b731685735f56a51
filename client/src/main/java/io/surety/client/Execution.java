package io.surety.client;

import java.util.function.Consumer;
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

  private final String what;
  private final Runnable prepare;
  private final Runnable confirm;
  private final Consumer<String> rollBack;
  private boolean isUntouched;

  private Execution(
      String what, Runnable prepare, Runnable confirm, Consumer<String> rollBackBecause) {
    this.what = what;
    this.prepare = prepare;
    this.confirm = confirm;
    this.rollBack = rollBackBecause;
  }

  static Execution of(Publisher publisher, Message message) {
    return new Execution(
        "message '" + message.id() + "'",
        () -> prepare(publisher, message),
        () -> publisher.confirm(message.id()),
        reason -> publisher.rollBack(message.id(), reason));
  }

  static Execution of(Publisher publisher, Bundle bundle) {
    return new Execution(
        "bundle '" + bundle.id() + "'",
        () -> publisher.prepare(bundle),
        () -> publisher.confirm(bundle),
        reason -> publisher.rollBack(bundle, reason));
  }

  <R, X extends Exception> R run(LocalTransaction<R, X> work) throws X {
    try {
      prepare.run();
    } catch (NotDoneException e) {
      isUntouched = !(e.getCause() instanceof OutcomeUnknownException);
      throw e;
    }
    R result;
    try {
      result = work.run();
    } catch (OutcomeUnknownException e) {
      LOG.warn("The local transaction of {} has an unknown outcome", what, e);
      throw e;
    } catch (Throwable e) {
      rollBack(e);
      throw e;
    }
    confirm();
    return result;
  }

  /** Whether it ended before anything of a single message was stored or decided. */
  boolean isUntouched() {
    return isUntouched;
  }

  /** Once a roll back is stored, the message can never be delivered, whatever the prepare did. */
  private static void prepare(Publisher publisher, Message message) {
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
      rollBack.accept("the local transaction failed: " + failure.getClass().getName());
    } catch (SuretyException e) {
      // The work's own failure matters more to the caller; the check-back rolls back as well.
      failure.addSuppressed(e);
    }
  }

  private void confirm() {
    try {
      confirm.run();
    } catch (SuretyException e) {
      LOG.warn("The local transaction of {} is committed; the check-back will confirm it", what, e);
    }
  }
}
