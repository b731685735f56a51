package io.surety.schemas;

import java.security.SecureRandom;

/** Message ids: how they look and how new ones are made. Thread-safe. */
public final class MessageIds {
  private static final Uuid7 UUIDS = new Uuid7(System::currentTimeMillis, new SecureRandom());

  private MessageIds() {}

  /**
   * A new id: a UUIDv7 in its usual text form, 36 characters. Ids made in one JVM are in the order
   * in which they were made; across JVMs they are in the order of their clocks' milliseconds.
   */
  public static String newId() {
    return UUIDS.next().toString();
  }

  /**
   * Returns the id when it has 1..128 characters of {@code [A-Za-z0-9._:~-]} and does not start
   * with {@code ~}.
   *
   * @throws IllegalArgumentException naming the value and the rule, when it does not
   */
  public static String check(String messageId) {
    return Names.MESSAGE_ID.check(messageId);
  }
}
