package io.surety.acceptance.harness;

import io.surety.embedded.EmbeddedKafka;

/**
 * The one broker of this JVM. It has a user {@link #COORDINATOR}, whose rights a test may take
 * away, accepts shorter session timeouts than a broker does by default, and ends timed out
 * transactions sooner.
 */
public final class Brokers {
  /** Signs in over SASL; clients without a name are super users. */
  public static final String COORDINATOR = "coordinator";

  private Brokers() {}

  /** The broker, started at the first call, stopped when the JVM ends. */
  public static EmbeddedKafka shared() {
    return Holder.KAFKA;
  }

  private static final class Holder {
    static final EmbeddedKafka KAFKA =
        EmbeddedKafka.builder()
            .tempDir()
            .user(COORDINATOR, "secret")
            .config("group.min.session.timeout.ms", "1000")
            .config("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500")
            .start();

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(KAFKA::close, "broker-close"));
    }
  }
}
