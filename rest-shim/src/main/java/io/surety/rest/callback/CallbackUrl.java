package io.surety.rest.callback;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A callback URL, read so strictly that nobody can read it in another way. Immutable.
 *
 * @param uri as it is called
 * @param host in lower case: a name, or an IPv4 address in its usual form
 * @param port the scheme's where none is written
 */
record CallbackUrl(URI uri, String scheme, String host, int port) {
  private static final int LENGTH_MAX = 2_000;
  private static final int HOST_LENGTH_MAX = 253;
  private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7e]+");
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");
  private static final Pattern OCTET = Pattern.compile("0|[1-9][0-9]{0,2}");

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static CallbackUrl parse(String text) {
    require(text.length() <= LENGTH_MAX, "is longer than " + LENGTH_MAX + " characters");
    require(PRINTABLE.matcher(text).matches(), "has characters that are not printable ASCII");
    require(text.indexOf('\\') < 0, "has a backslash");
    URI uri;
    try {
      uri = new URI(text).parseServerAuthority();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("is not a URL: " + e.getReason(), e);
    }
    String scheme = lower(uri.getScheme());
    require(scheme.equals("https") || scheme.equals("http"), "is neither https nor http");
    require(uri.getRawUserInfo() == null, "has a user or a password");
    require(uri.getRawFragment() == null, "has a fragment");
    String host = lower(uri.getHost());
    requireHost(host);
    int port = uri.getPort() >= 0 ? uri.getPort() : portOf(scheme);
    require(port >= 1 && port <= 65_535, "has a port that is not from 1 to 65535");
    return new CallbackUrl(uri, scheme, host, port);
  }

  static int portOf(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }

  /**
   * @throws IllegalArgumentException for what a resolver could take for another host
   */
  static void requireHost(String host) {
    require(!host.isEmpty(), "names no host");
    require(!host.startsWith("["), "has an IPv6 address for a host; give the host a name");
    require(
        host.length() <= HOST_LENGTH_MAX && NAME.matcher(host).matches(),
        "has a host that is no name of letters, digits and hyphens");
    String[] labels = host.split("\\.", -1);
    // What ends in a number is an address to some resolvers, whatever its form: 127.1, 0x7f000001.
    if (NUMBER.matcher(labels[labels.length - 1]).matches()) {
      require(isDottedQuad(labels), "has an address for a host that is not written as 192.0.2.1");
    }
  }

  private static boolean isDottedQuad(String[] labels) {
    if (labels.length != 4) {
      return false;
    }
    for (String label : labels) {
      if (!OCTET.matcher(label).matches() || Integer.parseInt(label) > 255) {
        return false;
      }
    }
    return true;
  }

  /** {@code host:port}, by which calls share limits. */
  String authority() {
    return host + ":" + port;
  }

  private static String lower(@Nullable String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }

  private static void require(boolean isRight, String problem) {
    if (!isRight) {
      throw new IllegalArgumentException(problem);
    }
  }
}
