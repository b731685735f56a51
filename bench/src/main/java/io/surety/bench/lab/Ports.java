package io.surety.bench.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports of loopback, for programs that cannot find one by themselves. */
public final class Ports {
  private Ports() {}

  /** One that is free now. */
  public static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new LabException("no free port", e);
    }
  }

  /** Two that are free now, the second so far below the first. */
  public static int freeWith(int below) {
    while (true) {
      int port = free();
      try (ServerSocket socket =
          new ServerSocket(port - below, 1, InetAddress.getLoopbackAddress())) {
        return port;
      } catch (IOException e) {
        // That one is taken: another pair.
      }
    }
  }
}
