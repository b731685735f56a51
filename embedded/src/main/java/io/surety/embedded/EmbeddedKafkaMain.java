package io.surety.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A broker in a process of its own: {@code --data-dir DIR --port PORT}.
 *
 * <p>Prints {@code READY <bootstrap servers> <cluster id>} on stdout when it serves. It ends
 * cleanly on SIGTERM, or when stdin closes, so that it never outlives the program that started it;
 * with stdin at {@code /dev/null} it ends at once. Exit codes: 0 stopped, 1 could not start, 2
 * wrong arguments.
 */
public final class EmbeddedKafkaMain {
  private EmbeddedKafkaMain() {}

  public static void main(String[] args) throws IOException {
    System.exit(run(args, System.in));
  }

  private static int run(String[] args, InputStream in) throws IOException {
    EmbeddedKafkaBuilder builder;
    try {
      builder = MainOptions.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n" + MainOptions.USAGE);
      return 2;
    }
    try (EmbeddedKafka kafka = builder.start()) {
      Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "embedded-kafka-close"));
      System.out.println("READY " + kafka.bootstrapServers() + " " + kafka.clusterId());
      in.transferTo(OutputStream.nullOutputStream());
      return 0;
    } catch (EmbeddedKafkaException | IllegalArgumentException e) {
      System.err.println(e.getMessage());
      return 1;
    }
  }
}
