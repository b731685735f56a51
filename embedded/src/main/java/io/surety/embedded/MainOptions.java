package io.surety.embedded;

import java.nio.file.Path;

/** Reads the command line of {@link EmbeddedKafkaMain}. */
final class MainOptions {
  static final String USAGE =
      """
      Usage: EmbeddedKafkaMain [--data-dir DIR] [--port PORT] [--config KEY=VALUE]...
        --data-dir DIR      where records are kept; a temporary directory if missing
        --port PORT         on 127.0.0.1; 0 or missing: any free one
        --config KEY=VALUE  a broker config
      Prints 'READY <bootstrap servers> <cluster id>' when it serves;
      ends on SIGTERM or when stdin closes.""";

  private MainOptions() {}

  /**
   * The broker that the arguments ask for.
   *
   * @throws IllegalArgumentException with the argument that is wrong
   */
  static EmbeddedKafkaBuilder parse(String... args) {
    EmbeddedKafkaBuilder builder = EmbeddedKafka.builder();
    for (int i = 0; i < args.length; i += 2) {
      if (i + 1 == args.length && args[i].startsWith("--")) {
        throw new IllegalArgumentException("option " + args[i] + " needs a value");
      }
      switch (args[i]) {
        case "--data-dir" -> builder.dataDir(Path.of(args[i + 1]));
        case "--port" -> builder.port(port(args[i + 1]));
        case "--config" -> config(builder, args[i + 1]);
        default -> throw new IllegalArgumentException("unknown argument '" + args[i] + "'");
      }
    }
    return builder;
  }

  private static int port(String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--port must be a number, was '" + value + "'", e);
    }
  }

  private static void config(EmbeddedKafkaBuilder builder, String pair) {
    int equals = pair.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException("--config must be KEY=VALUE, was '" + pair + "'");
    }
    builder.config(pair.substring(0, equals), pair.substring(equals + 1));
  }
}
