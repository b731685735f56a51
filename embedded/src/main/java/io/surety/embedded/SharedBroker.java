package io.surety.embedded;

/**
 * One broker for all tests of a JVM, in a temporary directory, started at the first call and closed
 * when the JVM ends.
 *
 * <p>Tests share its topics: choose names that no other test uses, and do not close it. No users
 * and no authorizer; a test that needs them starts a broker of its own.
 */
public final class SharedBroker {
  private SharedBroker() {}

  /** The broker; waits for its start if another thread has begun it. Thread-safe. */
  public static EmbeddedKafka get() {
    return Holder.KAFKA;
  }

  private static final class Holder {
    static final EmbeddedKafka KAFKA = EmbeddedKafka.builder().tempDir().start();

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(KAFKA::close, "shared-broker-close"));
    }
  }
}
