package io.surety.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The listening sockets, bound before Kafka starts and handed over to it by listener name.
 *
 * <p>So a busy port is known at once, and a free port cannot be taken by somebody else between
 * choosing and binding it.
 */
final class LoopbackSockets implements ServerSocketFactory, AutoCloseable {
  static final String PLAIN = "PLAINTEXT";
  static final String SASL = "SASL_PLAINTEXT";
  static final String CONTROLLER = "CONTROLLER";
  static final String HOST = "127.0.0.1";

  private final Map<String, Bound> sockets = new LinkedHashMap<>();

  private record Bound(ServerSocketChannel channel, int port) {}

  static LoopbackSockets open(BrokerOptions options) throws IOException {
    LoopbackSockets sockets = new LoopbackSockets();
    try {
      sockets.bind(PLAIN, options.port());
      sockets.bind(CONTROLLER, 0);
      if (!options.users().isEmpty()) {
        sockets.bind(SASL, 0);
      }
      return sockets;
    } catch (Throwable e) {
      sockets.close();
      throw e;
    }
  }

  int port(String listener) {
    Bound bound = sockets.get(listener);
    if (bound == null) {
      throw new IllegalArgumentException(
          "listener '" + listener + "' is not open, open: " + sockets.keySet());
    }
    return bound.port();
  }

  String address(String listener) {
    return HOST + ":" + port(listener);
  }

  /** As the config key {@code listeners} wants it. */
  String listeners() {
    return sockets.keySet().stream()
        .map(name -> name + "://" + address(name))
        .collect(Collectors.joining(","));
  }

  @Override
  public ServerSocketChannel openServerSocket(
      String listener, InetSocketAddress address, int backlog, int receiveBufferBytes)
      throws IOException {
    Bound bound = sockets.get(listener);
    if (bound == null) {
      throw new IOException(
          "No socket was bound for listener '" + listener + "', bound: " + sockets.keySet());
    }
    bound.channel().configureBlocking(false);
    return bound.channel();
  }

  /** Closes them all; Kafka has closed those it took, and closing twice is harmless. */
  @Override
  public void close() throws IOException {
    for (Bound bound : sockets.values()) {
      bound.channel().close();
    }
  }

  /** An address of four bytes needs no name service. */
  static InetSocketAddress loopback(int port) {
    try {
      return new InetSocketAddress(InetAddress.getByAddress(HOST, new byte[] {127, 0, 0, 1}), port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("Four bytes are an address", e);
    }
  }

  private void bind(String listener, int port) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      channel.bind(loopback(port));
      sockets.put(listener, new Bound(channel, channel.socket().getLocalPort()));
    } catch (IOException e) {
      channel.close();
      throw new EmbeddedKafkaException(
          "Cannot listen on port "
              + port
              + " of "
              + HOST
              + " ("
              + e.getMessage()
              + "): stop the program that uses it, choose another port, or use port 0 for any free one",
          e);
    }
  }
}
