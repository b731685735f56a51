package io.surety.schemas;

import java.util.List;

/**
 * The names of Surety's topics: a prefix and a fixed word each. Installations with different
 * prefixes share nothing.
 *
 * @param prefix what all names start with, {@code surety.} by default: Kafka topic characters,
 *     1..{@value #PREFIX_LENGTH_MAX}
 */
public record Topics(String prefix) {
  /** The prefix when none is configured. */
  public static final String DEFAULT_PREFIX = "surety.";

  /** Kafka's limit for a topic name (249) less the longest word, {@code consume-check}. */
  public static final int PREFIX_LENGTH_MAX = 236;

  public Topics {
    if (prefix.isEmpty() || prefix.length() > PREFIX_LENGTH_MAX) {
      throw refused(
          prefix, "must have 1.." + PREFIX_LENGTH_MAX + " characters, has " + prefix.length());
    }
    if (!prefix.matches("[A-Za-z0-9._-]+")) {
      throw refused(
          prefix, "must consist of letters, digits, '.', '_' and '-', as Kafka topics do");
    }
  }

  /**
   * The topics under a prefix.
   *
   * @throws IllegalArgumentException when the prefix is empty, too long, or has a character that
   *     Kafka topics cannot have
   */
  public static Topics of(String prefix) {
    return new Topics(prefix);
  }

  /** The topics under {@value #DEFAULT_PREFIX}. */
  public static Topics withDefaultPrefix() {
    return new Topics(DEFAULT_PREFIX);
  }

  /**
   * The signal topics, in a fixed order: prepare, confirm, receive, consume. Same partition count,
   * log-append time.
   */
  public List<String> signals() {
    return List.of(prepare(), confirm(), receive(), consume());
  }

  /**
   * Every topic of this installation: the signals, the registry, what the coordinator writes, what
   * operators ask for, and what they did.
   */
  public List<String> all() {
    return List.of(
        prepare(),
        confirm(),
        receive(),
        consume(),
        registry(),
        checkBack(),
        consumeCheck(),
        deadLetter(),
        archive(),
        events(),
        malformed(),
        operations(),
        audit());
  }

  /** Messages to store, {@code Prepare}, keyed by the routing key; written by producers. */
  public String prepare() {
    return prefix + "prepare";
  }

  /**
   * Every decision, {@code Decide}, keyed by the routing key; written by producers and operators.
   */
  public String confirm() {
    return prefix + "confirm";
  }

  /** Receipts and renewals, {@code Receive}, keyed by the routing key; written by consumers. */
  public String receive() {
    return prefix + "receive";
  }

  /** Outcomes, {@code Consume}, keyed by the routing key; written by consumers. */
  public String consume() {
    return prefix + "consume";
  }

  /** Registrations, compacted, keyed as in {@link RegistryKey}. */
  public String registry() {
    return prefix + "registry";
  }

  /** Questions to producers, {@code CheckBack}, keyed by the message id. */
  public String checkBack() {
    return prefix + "check-back";
  }

  /** Questions to consumer groups, {@code ConsumeCheck}, keyed by the message id. */
  public String consumeCheck() {
    return prefix + "consume-check";
  }

  /** What was given up, {@code DeadLetter}, keyed by the message id. */
  public String deadLetter() {
    return prefix + "dead-letter";
  }

  /** Finished messages, {@code Archive}, keyed by the message id. */
  public String archive() {
    return prefix + "archive";
  }

  /** Where the archive's sink puts what can never be a row; made by Connect. */
  public String archiveDeadLetter() {
    return archive() + ".dead-letter";
  }

  /** What an operator may want to know, {@code Event}, keyed by the message id. */
  public String events() {
    return prefix + "events";
  }

  /** Bytes that could not be decoded or validated, as read, with the reason in {@link Headers}. */
  public String malformed() {
    return prefix + "malformed";
  }

  /** What operators ask for and write down, compacted, keyed as in {@link OperationsKey}. */
  public String operations() {
    return prefix + "operations";
  }

  /** Who did what, as JSON, for people: written by servers, and never in a schema registry. */
  public String audit() {
    return prefix + "audit";
  }

  /** The consumer group in which a producer reads the questions to it. */
  public String checkBackGroup(String producer) {
    return checkBack() + "." + producer;
  }

  /**
   * The consumer group in which a group reads the questions about a destination: another
   * destination of it may have another handler. Names cannot contain a slash.
   */
  public String consumeCheckGroup(String group, String destination) {
    return consumeCheck() + "." + group + "/" + destination;
  }

  private static IllegalArgumentException refused(String prefix, String rule) {
    return new IllegalArgumentException(
        "topic prefix " + rule + ", was '" + Printable.shortened(prefix) + "'");
  }
}
