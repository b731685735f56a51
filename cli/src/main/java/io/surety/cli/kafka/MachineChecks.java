package io.surety.cli.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a server would have room and a port on this machine. */
final class MachineChecks {
  private static final long GIB = 1L << 30;
  private static final long FREE_FAIL = GIB;
  private static final long FREE_WARN = 10 * GIB;

  private MachineChecks() {}

  /** The directory of the stores. */
  static Finding disk(Path stateDir) {
    Path present = stateDir.toAbsolutePath();
    while (!Files.exists(present) && present.getParent() != null) {
      present = present.getParent();
    }
    if (!Files.isDirectory(present) || !Files.isWritable(present)) {
      return Finding.fail(
          "disk",
          present + " is no directory that may be written to",
          "set surety.state.dir to one, or change its owner");
    }
    try {
      FileStore store = Files.getFileStore(present);
      long free = store.getUsableSpace();
      String found =
          "%.1f GiB are free for surety.state.dir at %s".formatted((double) free / GIB, present);
      if (free < FREE_FAIL) {
        return Finding.fail("disk", found, "make room, or set surety.state.dir to a larger disk");
      }
      return free < FREE_WARN
          ? Finding.warn(
              "disk", found, "have 10 GiB or more: state grows with what is not finished")
          : Finding.ok("disk", found);
    } catch (IOException e) {
      return Finding.warn("disk", "how much room " + present + " has is not known: " + e, "");
    }
  }

  /**
   * The port of REST.
   *
   * @param isOurs whether a server of ours answers there
   */
  static Finding port(String host, int port, boolean isOurs) {
    if (port == 0) {
      return Finding.ok("port", "any free one");
    }
    if (isOurs) {
      return Finding.ok("port", "a server listens at " + host + ":" + port);
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
      return Finding.ok("port", host + ":" + port + " is free");
    } catch (IOException e) {
      return Finding.fail(
          "port",
          host + ":" + port + " cannot be listened at: " + e.getMessage(),
          "end what listens there, or set surety.rest.port");
    }
  }

  /** What runs this. */
  static Finding java() {
    return Finding.ok(
        "java",
        Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " processors");
  }
}
