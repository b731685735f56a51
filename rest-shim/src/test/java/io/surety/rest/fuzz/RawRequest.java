package io.surety.rest.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request as its bytes; nothing keeps it from being wrong. */
public final class RawRequest {
  String method = "GET";
  String path = "/";
  String query = "";
  final Map<String, String> headers = new LinkedHashMap<>();
  byte[] body = new byte[0];

  public String method() {
    return method;
  }

  public String path() {
    return path;
  }

  /** As it goes over the wire. */
  public byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringBuilder head = new StringBuilder(method + " " + path);
    head.append(query.isEmpty() ? "" : "?" + query).append(" HTTP/1.1\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    if (body.length > 0 || !method.equals("GET")) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    out.writeBytes(head.append("\r\n").toString().getBytes(ISO_8859_1));
    out.writeBytes(body);
    return out.toByteArray();
  }

  @Override
  public String toString() {
    String all = new String(bytes(), ISO_8859_1);
    return all.length() > 2_000 ? all.substring(0, 2_000) + "..." : all;
  }
}
