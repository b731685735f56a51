package io.surety.topology.state;

import io.surety.lifecycle.Delivery;
import io.surety.lifecycle.Failure;
import io.surety.lifecycle.Message;
import io.surety.topology.CoreSettings;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * How large a record is in its batch. A record that its topic does not take would stop a stream
 * thread for ever, so every record of ours is measured before it is written, or has a bound.
 */
public final class RecordSize {
  /** Batch header 61, record header with the longest lengths 21, and what compression may add. */
  private static final int FRAME_BYTES = 4 * 1024;

  private static final int LENGTHS_MAX = 10;
  private static final int KEY_MAX = 1024;

  /** A plain message in memory, and far more than a plain row has bytes without its notes. */
  private static final int PLAIN_BYTES = 1_024;

  private static final int PLAIN_GROUPS_MAX = 8;

  private RecordSize() {}

  /** True if every topic of ours takes a record like this. */
  public static boolean fits(
      CoreSettings settings, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    return bytes(key, value, headers) <= settings.recordMaxBytes() - FRAME_BYTES;
  }

  /**
   * About how much memory a message takes that waits to be written. One that has more to tell than
   * most has no bound that is known without encoding it, and does not wait.
   */
  static long inMemory(Message message) {
    return isPlain(message) ? PLAIN_BYTES : WriteBehindStore.Weight.AT_ONCE;
  }

  private static boolean isPlain(Message message) {
    return message.deliveries().size() <= PLAIN_GROUPS_MAX
        && message.early().decisions().isEmpty()
        && message.early().groups().isEmpty()
        && message.checkBack().history().isEmpty()
        && message.deliveries().stream().allMatch(RecordSize::isPlain);
  }

  private static boolean isPlain(Delivery delivery) {
    return delivery.history().isEmpty() && delivery.failure().equals(Failure.NONE);
  }

  /** The largest row that fits into a changelog, with any id. */
  static int rowMaxBytes(CoreSettings settings) {
    return settings.recordMaxBytes() - FRAME_BYTES - KEY_MAX;
  }

  private static long bytes(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    long bytes = length(key) + length(value);
    for (Header header : headers) {
      bytes += Utils.utf8Length(header.key()) + length(header.value()) + LENGTHS_MAX;
    }
    return bytes;
  }

  private static long length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
