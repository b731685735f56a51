package io.surety.rest.callback;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where callbacks may go: {@code https://hooks.shop.example:8443}, or with a star for the labels in
 * front.
 *
 * @param suffix the host, or what follows the star, beginning with its dot
 */
public record AllowedTarget(String scheme, String suffix, int port) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?<scheme>https?)://(?<star>\\*\\.)?(?<host>[^/:*]+)(:(?<port>[0-9]{1,5}))?");

  /**
   * Reads an entry of the configuration.
   *
   * @throws IllegalArgumentException saying what would be right
   */
  static AllowedTarget parse(String text) {
    Matcher form = FORM.matcher(text.toLowerCase(Locale.ROOT));
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not scheme://host or scheme://host:port, as in"
              + " https://*.shop.example:8443");
    }
    String host = form.group("host");
    try {
      CallbackUrl.requireHost(host);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + text + "' " + e.getMessage(), e);
    }
    String scheme = form.group("scheme");
    int port =
        form.group("port") == null
            ? CallbackUrl.portOf(scheme)
            : Integer.parseInt(form.group("port"));
    return new AllowedTarget(scheme, form.group("star") == null ? host : "." + host, port);
  }

  boolean admits(CallbackUrl url) {
    return scheme.equals(url.scheme())
        && port == url.port()
        && (suffix.startsWith(".") ? url.host().endsWith(suffix) : url.host().equals(suffix));
  }
}
