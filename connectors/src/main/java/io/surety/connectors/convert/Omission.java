package io.surety.connectors.convert;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** What the coordinator said it left out of a record that was too large: see docs/wire.md. */
final class Omission {
  private static final String HEADER = "surety-omitted";

  private Omission() {}

  /** The code in the header, or null when nothing was left out. */
  static @Nullable String of(Headers headers) {
    @Nullable Header header = headers.lastHeader(HEADER);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
