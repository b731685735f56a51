package io.surety.topology.effects;

import static io.surety.lifecycle.Message.NEVER;

import io.surety.lifecycle.Failure;
import io.surety.schemas.avro.ErrorInfo;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the rules say "empty", "zero" or "never", records say null. */
final class AvroForms {
  private AvroForms() {}

  static @Nullable String text(String text) {
    return text.isEmpty() ? null : text;
  }

  /** What is known, or what somebody else says. */
  static @Nullable String either(String known, Optional<String> other) {
    return known.isEmpty() ? other.orElse(null) : known;
  }

  static @Nullable Long time(long time) {
    return time == 0 || time == NEVER ? null : time;
  }

  static @Nullable String code(Enum<?> code) {
    return code.name().equals("NONE") ? null : code.name();
  }

  static @Nullable ErrorInfo error(Failure failure) {
    return failure.isPresent()
        ? new ErrorInfo(
            failure.type(), failure.message(), text(failure.stack()), text(failure.fingerprint()))
        : null;
  }
}
