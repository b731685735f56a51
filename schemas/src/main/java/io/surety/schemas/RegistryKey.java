package io.surety.schemas;

/**
 * Record keys of the {@code registry} topic, which say of which kind the value is:
 *
 * <pre>
 * producer/NAME                    ProducerRegistration
 * destination/TOPIC                DestinationRegistration
 * subscription/DESTINATION/GROUP   SubscriptionRegistration
 * </pre>
 *
 * Names cannot contain {@code /}, so a key has one meaning.
 */
public final class RegistryKey {
  /** Starts the key of a {@code ProducerRegistration}. */
  public static final String PRODUCER = "producer/";

  /** Starts the key of a {@code DestinationRegistration}. */
  public static final String DESTINATION = "destination/";

  /** Starts the key of a {@code SubscriptionRegistration}. */
  public static final String SUBSCRIPTION = "subscription/";

  private RegistryKey() {}

  /** {@code producer/NAME}. */
  public static String producer(String name) {
    return PRODUCER + Names.PRODUCER.check(name);
  }

  /** {@code destination/TOPIC}. */
  public static String destination(String topic) {
    return DESTINATION + Names.DESTINATION.check(topic);
  }

  /** {@code subscription/DESTINATION/GROUP}. */
  public static String subscription(String destination, String group) {
    return SUBSCRIPTION + Names.DESTINATION.check(destination) + "/" + Names.GROUP.check(group);
  }
}
