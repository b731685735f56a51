package io.surety.topology;

/**
 * Names of stores, sources, processors and sinks. They are for ever: a renamed store is a lost
 * changelog.
 */
public final class StoreNames {
  /** Live messages, id to row. */
  public static final String MESSAGES = "messages";

  /** Payloads of live messages, id to the prepare's value as received. */
  public static final String PAYLOADS = "payloads";

  /** Outcomes of finished messages, kept for a while. */
  public static final String SETTLED = "settled";

  /** Global: what is registered. */
  public static final String REGISTRY = "registry";

  static final String FROM_PREPARE = "from-prepare";
  static final String FROM_CONFIRM = "from-confirm";
  static final String FROM_RECEIVE = "from-receive";
  static final String FROM_CONSUME = "from-consume";

  /** The one processor. */
  static final String SIGNALS = "signals";

  /** Sink of decisions that a due time makes. */
  public static final String TO_CONFIRM = "to-confirm";

  /** Sink of questions to producers. */
  public static final String TO_CHECK_BACK = "to-check-back";

  /** Sink of questions to consumer groups. */
  public static final String TO_CONSUME_CHECK = "to-consume-check";

  /** Sink of what was given up. */
  public static final String TO_DEAD_LETTER = "to-dead-letter";

  /** Sink of finished messages. */
  public static final String TO_ARCHIVE = "to-archive";

  /** Sink of events. */
  public static final String TO_EVENTS = "to-events";

  /** Sink of records that are no signals. */
  public static final String TO_MALFORMED = "to-malformed";

  private StoreNames() {}
}
