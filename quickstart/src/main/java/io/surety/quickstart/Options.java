package io.surety.quickstart;

import java.nio.file.Path;

/**
 * What the user asked for.
 *
 * @param dataDir where everything is kept
 * @param port of the REST interface; 0 for any free one
 * @param kafkaPort of the broker; 0 for any free one
 * @param isDemo whether the story is told
 * @param isExit whether to end after it
 * @param isArchive whether what has finished is written to a database
 */
record Options(
    Path dataDir, int port, int kafkaPort, boolean isDemo, boolean isExit, boolean isArchive) {
  private static final int PORT_MAX = 65_535;

  Options {
    checkPort("--port", port);
    checkPort("--kafka-port", kafkaPort);
    if (port != 0 && port == kafkaPort) {
      throw new IllegalArgumentException(
          "--port and --kafka-port are both " + port + "; give one of them another number, or 0");
    }
  }

  private static void checkPort(String flag, int port) {
    if (port < 0 || port > PORT_MAX) {
      throw new IllegalArgumentException(
          flag + " must be 1 to " + PORT_MAX + ", or 0 for any free one, was " + port);
    }
  }
}
