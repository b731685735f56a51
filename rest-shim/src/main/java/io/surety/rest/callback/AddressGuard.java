package io.surety.rest.callback;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Knows which addresses are public. The server stands inside a network and can reach what an
 * outsider cannot: its own loopback, its neighbours, the cloud's metadata service. So whoever is
 * not listed must be public.
 *
 * <p>Immutable.
 */
final class AddressGuard {
  /** IPv4 that is not public, after the registry of RFC 6890. */
  private static final List<Network> V4_CLOSED =
      networks(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4");

  /** All public IPv6. IPv4 mapped or translated into IPv6, and everything local, lies outside. */
  private static final Network V6_OPEN = Network.parse("2000::/3");

  /** Within it: Teredo and other protocols, documentation, and 6to4, which hides IPv4 addresses. */
  private static final List<Network> V6_CLOSED =
      networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

  private final List<Network> listed;

  /**
   * @param listed networks that may be called all the same
   */
  AddressGuard(List<Network> listed) {
    this.listed = List.copyOf(listed);
  }

  private static List<Network> networks(String... texts) {
    return List.of(texts).stream().map(Network::parse).toList();
  }

  /** Why the address must not be called; empty if it may. */
  Optional<String> problem(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (listed.stream().anyMatch(network -> network.contains(bytes))) {
      return Optional.empty();
    }
    boolean isV6 = bytes.length == 16;
    if (isV6 && !V6_OPEN.contains(bytes)) {
      return Optional.of(address.getHostAddress() + " is not a public address");
    }
    return (isV6 ? V6_CLOSED : V4_CLOSED)
        .stream()
            .filter(network -> network.contains(bytes))
            .findFirst()
            .map(network -> address.getHostAddress() + " is not public, but of " + network);
  }
}
