package io.surety.bench.load;

/** A time that is measured for each message. */
public enum Measure {
  /**
   * From when the message should have begun to the acknowledgement of its prepare. At a fixed rate
   * that moment does not depend on how those before it fare, so waiting for them counts.
   */
  BEGIN_TO_PREPARED("prepare to ack"),

  /** From the confirm's send to the record at the reader of a group; first attempts only. */
  CONFIRM_TO_DELIVERED("confirm to delivered"),

  /** From the confirm's send to the end: every group has consumed, and that is known. */
  CONFIRM_TO_COMPLETED("confirm to completed"),

  /** From when the message should have begun to the record at the reader of a group. */
  BEGIN_TO_DELIVERED("begin to delivered"),

  /** How long after its time something was seen that a timer had to do. */
  TIMER_LATENESS("timer lateness");

  private final String text;

  Measure(String text) {
    this.text = text;
  }

  /** As in the report. */
  public String text() {
    return text;
  }
}
