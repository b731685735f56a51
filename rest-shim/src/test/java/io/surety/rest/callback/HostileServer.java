package io.surety.rest.callback;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers on a raw socket, in whatever way a test likes, for as long as it likes. */
final class HostileServer implements AutoCloseable {
  private final ServerSocket socket;
  private final Behaviour behaviour;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final CountDownLatch closing = new CountDownLatch(1);

  /** What happens on a connection once the request was read. */
  interface Behaviour {
    void answer(Connection connection) throws IOException, InterruptedException;
  }

  /** One connection. */
  record Connection(Socket socket, String request, CountDownLatch closing) {
    OutputStream out() throws IOException {
      return socket.getOutputStream();
    }

    void write(String text) throws IOException {
      out().write(text.getBytes(US_ASCII));
      out().flush();
    }

    /** A whole answer. */
    void answer(String status, String headers, String body) throws IOException {
      write(
          "HTTP/1.1 "
              + status
              + "\r\nContent-Length: "
              + body.length()
              + "\r\n"
              + headers
              + "\r\n"
              + body);
    }

    /** Sends the same again and again until the other side has had enough, or the test ends. */
    void writeForEver(String text, long pauseMs) throws IOException, InterruptedException {
      while (!closing.await(pauseMs, TimeUnit.MILLISECONDS)) {
        write(text);
      }
    }

    /** Says nothing until the test ends. */
    void keepSilent() throws InterruptedException {
      closing.await();
    }

    /** A reset, as of a process that was killed. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }

  static HostileServer start(Behaviour behaviour) {
    return start("127.0.0.1", 0, behaviour);
  }

  static HostileServer start(String address, int port, Behaviour behaviour) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
      return new HostileServer(socket, behaviour);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HostileServer(ServerSocket socket, Behaviour behaviour) {
    this.socket = socket;
    this.behaviour = behaviour;
    threads.execute(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  /** How many connections were made so far. */
  int connections() {
    return connections.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = socket.accept();
        connections.incrementAndGet();
        open.add(connection);
        threads.execute(() -> serve(connection));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      behaviour.answer(new Connection(connection, request(connection.getInputStream()), closing));
    } catch (IOException e) {
      // The other side has had enough.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String request(InputStream in) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    int length = -1;
    while (true) {
      int next = in.read();
      if (next < 0) {
        return read.toString(US_ASCII);
      }
      read.write(next);
      String text = read.toString(US_ASCII);
      if (length < 0 && text.endsWith("\r\n\r\n")) {
        length = text.length() + contentLength(text);
      }
      if (length >= 0 && read.size() >= length) {
        return text;
      }
    }
  }

  private static int contentLength(String head) {
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
        .map(line -> Integer.parseInt(line.substring(15).strip()))
        .findFirst()
        .orElse(0);
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      socket.close();
      for (Socket connection : open) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }
}
