package io.surety.rest.archive;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Where a page ended: the last row's place in the order, and whose list it is.
 *
 * @param filter fingerprint of the filter
 * @param finishedMicros of the last row, epoch microseconds
 * @param messageId of the last row
 */
record HistoryCursor(String filter, long finishedMicros, String messageId) {
  private static final int LENGTH_MAX = 400;

  String encode() {
    String text = filter + " " + finishedMicros + " " + messageId;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Empty for what is none, or belongs to another filter. */
  static Optional<HistoryCursor> decode(String cursor, HistoryFilter filter) {
    if (cursor.length() > LENGTH_MAX) {
      return Optional.empty();
    }
    try {
      String[] words =
          new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(" ", -1);
      return words.length == 3 && words[0].equals(filter.fingerprint())
          ? Optional.of(new HistoryCursor(words[0], Long.parseLong(words[1]), words[2]))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
