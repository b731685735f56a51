package io.surety.rest.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that asked for something large and read some bytes of it a second. */
public final class SlowReaders implements AutoCloseable {
  private static final int RECEIVE_BUFFER_BYTES = 4_096;
  private static final long READ_INTERVAL_MS = 500;
  private static final int BYTES_AT_ONCE = 64;

  private final List<Socket> sockets = new ArrayList<>();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private final ScheduledExecutorService reading = Executors.newSingleThreadScheduledExecutor();

  private SlowReaders() {}

  public static SlowReaders open(URI url, String path, int count) throws IOException {
    SlowReaders readers = new SlowReaders();
    for (int i = 0; i < count; i++) {
      Socket socket = new Socket();
      socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
      socket.connect(new InetSocketAddress(url.getHost(), url.getPort()));
      socket
          .getOutputStream()
          .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(US_ASCII));
      readers.sockets.add(socket);
    }
    boolean[] hasBegun = new boolean[count];
    readers.reading.scheduleWithFixedDelay(
        () -> readers.readSome(hasBegun), 0, READ_INTERVAL_MS, TimeUnit.MILLISECONDS);
    return readers;
  }

  /** True once each has got the first bytes. */
  public boolean allHaveBegun() {
    return begun.get() + ended.get() >= sockets.size();
  }

  /** Those that the server has not closed. */
  public int open() {
    return sockets.size() - ended.get();
  }

  private void readSome(boolean[] hasBegun) {
    for (int i = 0; i < hasBegun.length; i++) {
      Socket socket = sockets.get(i);
      try {
        if (!socket.isClosed() && socket.getInputStream().available() > 0) {
          socket.getInputStream().readNBytes(BYTES_AT_ONCE);
          begun.addAndGet(hasBegun[i] ? 0 : 1);
          hasBegun[i] = true;
        }
      } catch (IOException e) {
        ended.incrementAndGet();
        close(socket);
      }
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    reading.shutdownNow();
    sockets.forEach(SlowReaders::close);
  }
}
