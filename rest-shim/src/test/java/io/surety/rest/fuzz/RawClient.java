package io.surety.rest.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Sends bytes and reads an HTTP answer, on one connection for as long as the server keeps it. */
public final class RawClient implements AutoCloseable {
  private static final int TIMEOUT_MS = 60_000;

  private final String host;
  private final int port;
  private Socket socket;
  private InputStream in;

  /** What came back. */
  public record Response(int status, Map<String, String> headers, String body) {
    public String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
  }

  public RawClient(String host, int port) {
    this.host = host;
    this.port = port;
  }

  public Response send(RawRequest request) throws IOException {
    boolean isFresh = socket == null;
    try {
      return exchange(request);
    } catch (IOException e) {
      close();
      if (isFresh) {
        throw e;
      }
      // The server may have closed the connection while it lay idle.
      return exchange(request);
    }
  }

  private Response exchange(RawRequest request) throws IOException {
    if (socket == null) {
      socket = new Socket(host, port);
      socket.setSoTimeout(TIMEOUT_MS);
      in = new BufferedInputStream(socket.getInputStream());
    }
    try {
      socket.getOutputStream().write(request.bytes());
    } catch (IOException e) {
      // It answers before it has read everything, and closes; the answer is still to be read.
      if (in.available() == 0) {
        throw e;
      }
    }
    Response response = read(request.method().equals("HEAD"));
    if (response.header("Connection").equalsIgnoreCase("close")) {
      close();
    }
    return response;
  }

  private Response read(boolean isHead) throws IOException {
    String first = line();
    int status = Integer.parseInt(first.split(" ", 3)[1]);
    Map<String, String> headers = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      String[] pair = line.split(":", 2);
      headers.put(pair[0].toLowerCase(Locale.ROOT), pair[1].trim());
    }
    if (status == 100) {
      return read(isHead);
    }
    boolean hasBody = !isHead && status != 204 && status != 304;
    byte[] body = hasBody ? body(headers) : new byte[0];
    return new Response(status, headers, new String(body, UTF_8));
  }

  private byte[] body(Map<String, String> headers) throws IOException {
    if (headers.containsKey("content-length")) {
      return in.readNBytes(Integer.parseInt(headers.get("content-length")));
    }
    if (!"chunked".equals(headers.get("transfer-encoding"))) {
      return in.readAllBytes();
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunk(); size > 0; size = chunk()) {
      body.writeBytes(in.readNBytes(size));
      line();
    }
    line();
    return body.toByteArray();
  }

  private int chunk() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the connection ended after '" + line.toString(ISO_8859_1) + "'");
      }
      line.write(b);
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }

  @Override
  public void close() throws IOException {
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }
}
