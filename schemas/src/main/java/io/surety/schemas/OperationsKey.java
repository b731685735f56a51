package io.surety.schemas;

/**
 * Record keys of the {@code operations} topic, which say of which kind the value is:
 *
 * <pre>
 * job/JOB               RedriveJob
 * items/JOB/CHUNK       RedriveItems
 * outcomes/JOB/CHUNK    RedriveOutcomes
 * control/JOB           RedriveControl
 * cancel/JOB            RedriveControl
 * note/FINGERPRINT      DeadLetterNote
 * </pre>
 *
 * A job's id has no {@code /}; a fingerprint, which is last, may have.
 */
public final class OperationsKey {
  /** Starts the key of a {@code RedriveJob}. */
  public static final String JOB = "job/";

  /** Starts the key of {@code RedriveItems}. */
  public static final String ITEMS = "items/";

  /** Starts the key of {@code RedriveOutcomes}. */
  public static final String OUTCOMES = "outcomes/";

  /** Starts the key of a {@code RedriveControl}. */
  public static final String CONTROL = "control/";

  /** Starts the key of a {@code RedriveControl} that cancels, which no other may replace. */
  public static final String CANCEL = "cancel/";

  /** Starts the key of a {@code DeadLetterNote}. */
  public static final String NOTE = "note/";

  private OperationsKey() {}

  /** {@code job/JOB}. */
  public static String job(String jobId) {
    return JOB + Names.MESSAGE_ID.check(jobId);
  }

  /** {@code items/JOB/CHUNK}. */
  public static String items(String jobId, int chunk) {
    return ITEMS + Names.MESSAGE_ID.check(jobId) + "/" + chunk;
  }

  /** {@code outcomes/JOB/CHUNK}. */
  public static String outcomes(String jobId, int chunk) {
    return OUTCOMES + Names.MESSAGE_ID.check(jobId) + "/" + chunk;
  }

  /** {@code control/JOB}. */
  public static String control(String jobId) {
    return CONTROL + Names.MESSAGE_ID.check(jobId);
  }

  /** {@code cancel/JOB}. */
  public static String cancel(String jobId) {
    return CANCEL + Names.MESSAGE_ID.check(jobId);
  }

  /** {@code note/FINGERPRINT}. */
  public static String note(String fingerprint) {
    return NOTE + fingerprint;
  }
}
