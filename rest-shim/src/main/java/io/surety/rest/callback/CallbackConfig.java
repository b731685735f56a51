package io.surety.rest.callback;

import io.surety.topology.config.Checks;
import io.surety.topology.config.ConfigGroup;
import io.surety.topology.config.Key;
import io.surety.topology.config.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whom the server may call back, and how.
 *
 * @param allowed what a callback URL must match; none: there are no callbacks
 * @param networks addresses that may be called although they are not public
 * @param secretsFile where the secrets are that sign the calls
 * @param connectTimeout to connect to one address
 * @param callTimeout for a call as a whole, answer included
 * @param perHostMax calls to one host at the same time
 */
public record CallbackConfig(
    List<AllowedTarget> allowed,
    List<Network> networks,
    Optional<Path> secretsFile,
    Duration connectTimeout,
    Duration callTimeout,
    int perHostMax) {
  /** Every key of callbacks. */
  public static final ConfigGroup GROUP =
      ConfigGroup.of(
          "Callbacks",
          "Producers and consumer groups can be asked over HTTP; docs/callbacks.md tells how.");

  static final Key<Optional<String>> ALLOWED =
      GROUP.optionalText(
          "surety.callback.allowed",
          each(
              AllowedTarget::parse, "scheme://host or scheme://host:port, several split by commas"),
          "Where callbacks may go, as in https://hooks.shop.example, https://*.shop.example:8443. A"
              + " star stands for one or more labels; without a port it is the scheme's. A callback"
              + " URL that matches none is refused when it is registered and not called. Empty: no"
              + " URL is called at all.");

  static final Key<Optional<String>> NETWORKS =
      GROUP.optionalText(
          "surety.callback.networks",
          each(
              Network::parse,
              "networks as in 10.20.0.0/16 or fd00:1::/32, several split by commas"),
          "Networks that may be called although they are not public: callbacks inside a cluster"
              + " need its service and pod networks here. Every other address that is loopback,"
              + " private, link-local, shared, multicast or a translation of one is refused,"
              + " whatever the host is called.");

  static final Key<Optional<String>> SECRETS_FILE =
      GROUP.optionalText(
          "surety.callback.secrets.file",
          Checks.matching("[^\\x00]+", "a path"),
          "File with the secrets that sign callbacks, one a line: name=whsec_..., or two split by a"
              + " comma while one replaces the other. A line name.for=shop,billing lists the"
              + " producers and consumer groups that it is for (* for all); without one it is for"
              + " the producer or group of its own name. Read again when it changes.");

  static final Key<Duration> CONNECT_TIMEOUT =
      GROUP.millis(
          "surety.callback.connect.timeout.ms",
          Duration.ofSeconds(1),
          Duration.ofMillis(1),
          Duration.ofSeconds(30),
          "How long connecting may take. Larger waits for hosts that are far; smaller gives up on"
              + " those that are down.");

  static final Key<Duration> CALL_TIMEOUT =
      GROUP.millis(
          "surety.callback.timeout.ms",
          Duration.ofSeconds(5),
          Duration.ofMillis(10),
          Duration.ofSeconds(60),
          "How long a callback may take in all, to the last byte of its answer. Larger waits for"
              + " slow answers; smaller keeps slow hosts from holding up their own other"
              + " questions.");

  static final Key<Integer> PER_HOST_MAX =
      GROUP.number(
          "surety.callback.per.host.max",
          8,
          1,
          100,
          "Callbacks to one host at the same time. Larger asks faster after an outage; smaller"
              + " spares the host.");

  public CallbackConfig {
    allowed = List.copyOf(allowed);
    networks = List.copyOf(networks);
  }

  /** Reads the keys. */
  public static CallbackConfig of(Settings settings) {
    return new CallbackConfig(
        list(settings.get(ALLOWED), AllowedTarget::parse),
        list(settings.get(NETWORKS), Network::parse),
        settings.get(SECRETS_FILE).map(Path::of),
        settings.get(CONNECT_TIMEOUT),
        settings.get(CALL_TIMEOUT),
        settings.get(PER_HOST_MAX));
  }

  /** False if nobody can be called. */
  public boolean isEnabled() {
    return !allowed.isEmpty();
  }

  private static <T> List<T> list(Optional<String> text, Function<String, T> parse) {
    return text.map(all -> items(all).stream().map(parse).toList()).orElse(List.of());
  }

  private static List<String> items(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
  }

  private static org.apache.kafka.common.config.ConfigDef.Validator each(
      Function<String, ?> parse, String description) {
    return Checks.that(
        text -> items(text).stream().flatMap(item -> problem(item, parse).stream()).findFirst(),
        description);
  }

  private static Optional<String> problem(String item, Function<String, ?> parse) {
    try {
      var unused = parse.apply(item);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
