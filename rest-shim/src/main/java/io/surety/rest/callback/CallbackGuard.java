package io.surety.rest.callback;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Decides whom the server may call. What a registration names must be on the list, and the
 * addresses behind the name must be public or listed too. The HTTP client connects to exactly the
 * addresses that were looked at here, so that a name that resolves otherwise a moment later (DNS
 * rebinding) gains nothing.
 *
 * <p>Thread-safe.
 */
final class CallbackGuard implements DnsResolver {
  private final List<AllowedTarget> allowed;
  private final AddressGuard addresses;
  private final NameService names;

  /** Looks names up; the system's, but in tests. */
  interface NameService {
    InetAddress[] lookUp(String host) throws UnknownHostException;
  }

  /** The name resolves to an address that must not be called. */
  static final class ForbiddenAddressException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    ForbiddenAddressException(String message) {
      super(message);
    }
  }

  CallbackGuard(CallbackConfig config, NameService names) {
    this.allowed = config.allowed();
    this.addresses = new AddressGuard(config.networks());
    this.names = new BoundedNames(names, shorter(config));
  }

  private static Duration shorter(CallbackConfig config) {
    return config.connectTimeout().compareTo(config.callTimeout()) < 0
        ? config.connectTimeout()
        : config.callTimeout();
  }

  /** Why this URL cannot be registered, with the remedy; empty if it can. */
  Optional<String> problem(String text) {
    try {
      resolve(admitted(text).host());
      return Optional.empty();
    } catch (IllegalArgumentException | ForbiddenAddressException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (UnknownHostException e) {
      return Optional.of("has a host that cannot be resolved now");
    }
  }

  /**
   * The URL, if it may be called.
   *
   * @throws IllegalArgumentException saying why not
   */
  CallbackUrl admitted(String text) {
    CallbackUrl url = CallbackUrl.parse(text);
    if (allowed.stream().noneMatch(target -> target.admits(url))) {
      throw new IllegalArgumentException(
          "is not among the targets of " + CallbackConfig.ALLOWED + " in the configuration");
    }
    return url;
  }

  /** The addresses of the host: all of them may be called, or there is an error. */
  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] found = names.lookUp(host);
    for (InetAddress address : found) {
      Optional<String> problem = addresses.problem(address);
      if (problem.isPresent()) {
        throw new ForbiddenAddressException(
            "resolves to an address that is not called: "
                + problem.get()
                + "; see "
                + CallbackConfig.NETWORKS);
      }
    }
    return found;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
