package io.surety.rest.http;

import io.surety.rest.access.PeerSeal;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How instances talk to each other.
 *
 * @param seal proves that a request comes from one; empty where nobody has to say who they are
 * @param tls for https; empty for http
 */
record PeerLink(Optional<PeerSeal> seal, Optional<SSLContext> tls) {
  /** On this machine, unproven and in clear. */
  static final PeerLink OPEN = new PeerLink(Optional.empty(), Optional.empty());

  String scheme() {
    return tls.isPresent() ? "https" : "http";
  }
}
