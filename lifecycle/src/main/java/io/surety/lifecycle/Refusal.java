package io.surety.lifecycle;

/**
 * Why a signal changed nothing. A refusal is an answer, not an error.
 *
 * @param reason the code: also the metric tag and the problem type
 * @param detail a sentence: "Expected to confirm 'm1', but it was rolled back."
 */
public record Refusal(Reason reason, String detail) {

  /** The codes. */
  public enum Reason {
    /** It was said before. */
    DUPLICATE(false),
    /** It contradicts the decision that stands. */
    CONTRADICTION(true),
    /** The prepare came again with other content. */
    DIFFERENT_CONTENT(true),
    /** The message can no longer be changed this way. */
    TOO_LATE(true),
    /** It speaks of an attempt or a question that is over. */
    STALE_ATTEMPT(false),
    /** The group is not among those the message is for. */
    UNKNOWN_GROUP(true),
    /** Nothing is known of this message. */
    UNKNOWN_MESSAGE(false),
    /** It needs a decided message. */
    NOT_DECIDED(false),
    /** There is nothing dead to redrive or resolve, or nobody to ask. */
    NOTHING_TO_DO(false),
    /** More signals wait for the prepare than are kept. */
    TOO_MANY_EARLY(true);

    private final boolean loud;

    Reason(boolean loud) {
      this.loud = loud;
    }

    /** True for what hints at lost business: it becomes an event, not only a count. */
    public boolean isLoud() {
      return loud;
    }
  }
}
