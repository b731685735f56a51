package io.surety.rest;

import io.surety.topology.config.Checks;
import io.surety.topology.config.ConfigGroup;
import io.surety.topology.config.InvalidConfigException;
import io.surety.topology.config.Key;
import io.surety.topology.config.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/**
 * What the REST interface is told.
 *
 * @param host name or address to listen on; of this machine's loopback
 * @param port to listen on; 0 for any free one
 * @param waitMax how long a request waits for what it wrote to be processed
 * @param bodyMaxBytes larger bodies are refused
 */
public record RestConfig(String host, int port, Duration waitMax, int bodyMaxBytes) {
  /** Every key of the REST interface. */
  public static final ConfigGroup GROUP =
      ConfigGroup.of(
          "REST interface",
          "Nobody has to say who they are yet, so that it listens on loopback only.");

  static final Key<String> HOST =
      GROUP.text(
          "surety.rest.host",
          "127.0.0.1",
          Checks.matching("[A-Za-z0-9.:%-]+", "a name or an address, as in 127.0.0.1"),
          "Name or address to listen on. Only loopback is accepted as long as there is no"
              + " authentication.");

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
          "How long a request that changes a message waits for the outcome before it is answered with"
              + " 202. Larger gives an exact answer more often while the coordinator is busy; smaller"
              + " answers earlier.");

  static final Key<Long> BODY_MAX_BYTES =
      GROUP.bytes(
          "surety.rest.body.max.bytes",
          4L << 20,
          1_024,
          1L << 30,
          "Larger bodies are refused. A payload takes a third more as base64. Larger lets one request"
              + " take more heap; smaller refuses more.");

  /**
   * Reads the keys.
   *
   * @throws InvalidConfigException when the host is not this machine's loopback
   */
  public static RestConfig of(Settings settings) {
    RestConfig config =
        new RestConfig(
            settings.get(HOST),
            settings.get(PORT),
            settings.get(WAIT_MAX),
            Math.toIntExact(settings.get(BODY_MAX_BYTES)));
    config.mustBeLoopback();
    return config;
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
                + " can be reached from other machines, and there is no authentication yet; set it"
                + " to 127.0.0.1, and put a proxy with authentication in front of it if others need"
                + " to reach it"));
  }
}
