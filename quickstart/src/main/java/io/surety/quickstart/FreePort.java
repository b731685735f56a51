package io.surety.quickstart;

import io.surety.rest.CommandException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Looks whether a port is free before anything is started, so that the answer comes at once. */
final class FreePort {
  private static final String LOOPBACK = "127.0.0.1";

  private FreePort() {}

  /**
   * Checks a port of this machine's loopback; 0 is always free.
   *
   * @throws CommandException naming the flag, if it cannot be listened on
   */
  static void check(String flag, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(LOOPBACK, port));
    } catch (IOException e) {
      throw busy(flag, port, e);
    }
  }

  /** What to tell the user. */
  static CommandException busy(String flag, int port, Exception cause) {
    return new CommandException(
        "Cannot listen on port %d of %s (%s): stop the program that uses it, or choose another port with %s N (0: any free one)."
            .formatted(port, LOOPBACK, cause.getMessage(), flag),
        cause);
  }
}
