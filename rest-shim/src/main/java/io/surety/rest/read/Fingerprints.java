package io.surety.rest.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.surety.lifecycle.Failure;
import io.surety.lifecycle.Reason;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.CRC32;

/** By what dead letters with the same cause are told to be the same. */
final class Fingerprints {
  private Fingerprints() {}

  /**
   * What the group said; where it said nothing, the reason, and the type of the error if there was
   * one: {@code attempts-exhausted-1f3a9c02}.
   */
  static String of(Reason reason, Failure failure) {
    if (!failure.fingerprint().isEmpty()) {
      return failure.fingerprint();
    }
    String word = reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    if (failure.type().isEmpty()) {
      return word;
    }
    CRC32 hash = new CRC32();
    hash.update(failure.type().getBytes(UTF_8));
    return word + "-" + HexFormat.of().toHexDigits((int) hash.getValue());
  }
}
