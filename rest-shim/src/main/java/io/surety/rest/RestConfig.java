package io.surety.rest;

import io.surety.rest.archive.ArchiveConfig;
import io.surety.rest.callback.CallbackConfig;
import io.surety.topology.config.Checks;
import io.surety.topology.config.ConfigGroup;
import io.surety.topology.config.InvalidConfigException;
import io.surety.topology.config.Key;
import io.surety.topology.config.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the REST interface is told.
 *
 * @param host name or address to listen on; of this machine's loopback as long as nobody has to say
 *     who they are
 * @param port to listen on; 0 for any free one
 * @param waitMax how long a request waits for what it wrote to be processed
 * @param bodyMaxBytes larger bodies are refused
 * @param security who has to say who they are
 */
public record RestConfig(
    String host, int port, Duration waitMax, int bodyMaxBytes, SecurityConfig security) {
  /** For everybody on this machine. */
  public RestConfig(String host, int port, Duration waitMax, int bodyMaxBytes) {
    this(host, port, waitMax, bodyMaxBytes, SecurityConfig.NONE);
  }

  /** Every key of the REST interface. */
  public static final ConfigGroup GROUP =
      ConfigGroup.of(
          "REST interface",
          "Where it listens, and what it takes. Who may call it is told under Security.");

  static final Key<String> HOST =
      GROUP.text(
          "surety.rest.host",
          "127.0.0.1",
          Checks.matching("[A-Za-z0-9.:%-]+", "a name or an address, as in 127.0.0.1"),
          "Name or address to listen on; 0.0.0.0 for every address. Only loopback is accepted as"
              + " long as there is no authentication.");

  static final Key<Integer> PORT =
      GROUP.number(
          "surety.rest.port",
          8080,
          0,
          65_535,
          "Port to listen on; 0 takes any free one, which is printed at the start.");

  static final Key<Duration> WAIT_MAX =
      GROUP.millis(
          "surety.rest.wait.max.ms",
          Duration.ofSeconds(5),
          Duration.ofMillis(1),
          Duration.ofMinutes(1),
          "How long a request that changes a message waits for the outcome before it is answered"
              + " with 202. Larger gives an exact answer more often while the coordinator is busy;"
              + " smaller answers earlier.");

  static final Key<Long> BODY_MAX_BYTES =
      GROUP.bytes(
          "surety.rest.body.max.bytes",
          4L << 20,
          1_024,
          1L << 30,
          "Larger bodies are refused. A payload takes a third more as base64. Larger lets one"
              + " request take more heap; smaller refuses more.");

  /** Every group of keys that is REST's. */
  public static final List<ConfigGroup> GROUPS =
      List.of(
          GROUP, SecurityConfig.GROUP, TlsConfig.GROUP, CallbackConfig.GROUP, ArchiveConfig.GROUP);

  /**
   * Reads the keys.
   *
   * @throws InvalidConfigException when values do not go together, or the host is not this
   *     machine's loopback and there is no authentication
   */
  public static RestConfig of(Settings settings) {
    RestConfig config =
        new RestConfig(
            settings.get(HOST),
            settings.get(PORT),
            settings.get(WAIT_MAX),
            Math.toIntExact(settings.get(BODY_MAX_BYTES)),
            SecurityConfig.of(settings));
    if (!config.security().isClosed()) {
      config.mustBeLoopback();
    }
    return config;
  }

  /**
   * Returns if other instances can be told where this one is.
   *
   * @param elsewhere where they reach it, if that is configured
   * @throws InvalidConfigException if it listens on every address and none of them is named
   */
  public void mustBeReachable(Optional<String> elsewhere) {
    if (elsewhere.isEmpty() && Set.of("0.0.0.0", "::", "[::]").contains(host)) {
      throw new InvalidConfigException(
          List.of(
              HOST
                  + " = "
                  + host
                  + " is every address of this machine, and other instances need one of them; set"
                  + " surety.application.server to it, as in 10.0.0.7:8080"));
    }
  }

  private void mustBeLoopback() {
    try {
      if (InetAddress.getByName(host).isLoopbackAddress()) {
        return;
      }
    } catch (UnknownHostException e) {
      throw new InvalidConfigException(
          List.of(HOST + " = " + host + " is not known here; set it to 127.0.0.1"));
    }
    throw new InvalidConfigException(
        List.of(
            HOST
                + " = "
                + host
                + " can be reached from other machines, and nobody has to say who they are: set "
                + SecurityConfig.KEYS_FILE
                + " or "
                + SecurityConfig.JWKS
                + ", or set it to 127.0.0.1"));
  }
}
