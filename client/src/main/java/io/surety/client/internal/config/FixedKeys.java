package io.surety.client.internal.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Kafka keys that the client sets itself, because its guarantees rest on them. */
final class FixedKeys {
  private static final Map<String, List<String>> ALLOWED =
      Map.of(
          "acks", List.of("all", "-1"),
          "enable.idempotence", List.of("true"),
          "enable.auto.commit", List.of("false"));

  private static final Map<String, String> REASONS =
      Map.of(
          "acks", "a signal counts when all in-sync replicas have it",
          "enable.idempotence", "a retry must not write a signal twice",
          "enable.auto.commit", "a message is committed when its outcome was reported",
          "transactional.id", "signals are not transactional",
          "group.id", "the group is given to consumer(group)",
          "key.serializer", "keys are text",
          "value.serializer", "payloads are bytes",
          "key.deserializer", "keys are bytes",
          "value.deserializer", "payloads are bytes");

  private FixedKeys() {}

  static void check(Map<String, ?> given) {
    given.forEach(
        (key, value) -> {
          String plain = key.replaceFirst("^(producer|consumer|admin)\\.", "");
          if (REASONS.containsKey(plain) && value != null && !isAllowed(plain, value)) {
            throw new IllegalArgumentException(
                key + " cannot be set, was '" + value + "': " + REASONS.get(plain) + "; remove it");
          }
        });
  }

  private static boolean isAllowed(String key, Object value) {
    return Optional.ofNullable(ALLOWED.get(key))
        .filter(allowed -> allowed.contains(value.toString()))
        .isPresent();
  }
}
