package io.surety.client;

/** A consumer group's answer to a consume check. */
public enum ConsumeState {
  /** It has consumed the message. */
  CONSUMED,
  /** It is still at work: wait for the processing time once more. */
  IN_PROGRESS,
  /** It has not: deliver it again, by the redelivery policy. */
  NOT_CONSUMED,
  /** It cannot say. Nothing is answered, and it is delivered again after the timeout. */
  UNKNOWN
}
