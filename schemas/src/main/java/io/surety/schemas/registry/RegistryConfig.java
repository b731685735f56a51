package io.surety.schemas.registry;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the registry is and how it is asked.
 *
 * @param urls base URLs (http or https, without user and password), tried in order; at least one
 * @param basicAuth {@code user:password}, sent with every request
 * @param timeout for connecting and for each answer, more than zero
 * @param autoRegister whether schemas that the registry does not know are registered, or only
 *     looked up
 */
public record RegistryConfig(
    List<URI> urls, Optional<String> basicAuth, Duration timeout, boolean autoRegister) {
  /**
   * Base URL, or several separated by commas. Not set: no registry, and Avro single-object
   * encoding.
   */
  public static final String URL = "surety.schema.registry.url";

  /** {@code user:password} for HTTP basic authentication. Not set: none. */
  public static final String BASIC_AUTH = "surety.schema.registry.basic.auth";

  /**
   * Milliseconds to wait for the registry, default 3000. Larger rides out slow answers; smaller
   * stalls less while the registry is away.
   */
  public static final String TIMEOUT_MS = "surety.schema.registry.timeout.ms";

  /** Default true. False: someone else registers the schemas, and ids are only looked up. */
  public static final String AUTO_REGISTER = "surety.schema.registry.auto.register";

  private static final Duration TIMEOUT_DEFAULT = Duration.ofSeconds(3);

  public RegistryConfig {
    urls = List.copyOf(urls);
    if (urls.isEmpty()) {
      throw new IllegalArgumentException(URL + " must name at least one URL");
    }
    urls.forEach(RegistryConfig::checkUrl);
    if (basicAuth.isPresent() && basicAuth.get().indexOf(':') < 1) {
      throw new IllegalArgumentException(BASIC_AUTH + " must be 'user:password'");
    }
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException(TIMEOUT_MS + " must be > 0, was " + timeout.toMillis());
    }
  }

  /**
   * One or more URLs separated by commas, without authentication, with the default timeout,
   * registering schemas.
   */
  public static RegistryConfig of(String urls) {
    return new RegistryConfig(parse(urls), Optional.empty(), TIMEOUT_DEFAULT, true);
  }

  /**
   * Reads the keys above; empty when no URL is set.
   *
   * @throws IllegalArgumentException naming key and value, when a value is not valid
   */
  public static Optional<RegistryConfig> from(Map<String, ?> settings) {
    return text(settings, URL)
        .map(
            urls ->
                new RegistryConfig(
                    parse(urls),
                    text(settings, BASIC_AUTH),
                    text(settings, TIMEOUT_MS).map(RegistryConfig::timeout).orElse(TIMEOUT_DEFAULT),
                    text(settings, AUTO_REGISTER).map(RegistryConfig::flag).orElse(true)));
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "RegistryConfig[urls="
        + urls
        + ", basicAuth="
        + (basicAuth.isPresent() ? "set" : "none")
        + ", timeout="
        + timeout
        + ", autoRegister="
        + autoRegister
        + "]";
  }

  private static Optional<String> text(Map<String, ?> settings, String key) {
    return Optional.ofNullable(settings.get(key))
        .map(value -> value.toString().trim())
        .filter(value -> !value.isEmpty());
  }

  private static List<URI> parse(String urls) {
    return Arrays.stream(urls.split(",", -1))
        .map(String::trim)
        .filter(url -> !url.isEmpty())
        .map(RegistryConfig::url)
        .toList();
  }

  private static URI url(String url) {
    try {
      return URI.create(url.endsWith("/") ? url : url + "/");
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(URL + " must be a URL, was '" + url + "'", e);
    }
  }

  private static void checkUrl(URI url) {
    if (url.getHost() == null || !List.of("http", "https").contains(url.getScheme())) {
      throw new IllegalArgumentException(
          URL + " must start with http:// or https:// and a host, was '" + url + "'");
    }
    if (url.getUserInfo() != null) {
      throw new IllegalArgumentException(
          URL
              + " must not contain user and password; set "
              + BASIC_AUTH
              + " instead (host "
              + url.getHost()
              + ")");
    }
  }

  private static Duration timeout(String millis) {
    try {
      return Duration.ofMillis(Long.parseLong(millis));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          TIMEOUT_MS + " must be a number of milliseconds, was '" + millis + "'", e);
    }
  }

  private static boolean flag(String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException(
              AUTO_REGISTER + " must be true or false, was '" + value + "'");
    };
  }
}
