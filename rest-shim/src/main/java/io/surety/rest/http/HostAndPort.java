package io.surety.rest.http;

/** Writes addresses. */
final class HostAndPort {
  private HostAndPort() {}

  /** {@code host:port}, an IPv6 address in brackets. */
  static String of(String host, int port) {
    boolean needsBrackets = host.contains(":") && !host.startsWith("[");
    return (needsBrackets ? "[" + host + "]" : host) + ":" + port;
  }
}
