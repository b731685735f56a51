package io.surety.rest.callback;

/** What a consumer group can answer. */
enum GroupState {
  CONSUMED,
  /** It is still at work: the processing time begins anew. */
  IN_PROGRESS,
  /** It has not: it is delivered to it again, by its policy. */
  NOT_CONSUMED,
  /** It cannot say; nothing is written. */
  UNKNOWN
}
