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

  /** The one processor. */
  static final String SIGNALS = "signals";

  private StoreNames() {}
}
