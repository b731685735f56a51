package io.surety.topology.signals;

import io.surety.schemas.avro.Header;
import io.surety.schemas.avro.Prepare;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * Tells a repeated prepare from another message under the same id. Digests lie in stores for as
 * long as messages do, so they must never change:
 *
 * <pre>
 * first 8 bytes, big endian, of SHA-256 over
 *   producer, destination, tag, businessKey, payload    length (4 bytes), then bytes; -1 for null
 *   mode                                                 the same, as text
 *   deliverAt                                            01 and 8 bytes; 00 for null
 *   ttlMs                                                01; 00 for null
 *   checkBackAfterMs                                     01 and 8 bytes; 00 for null
 *   number of headers (4 bytes), then for each: key, value    length, then bytes; -1 for null
 * </pre>
 *
 * A field that is added to the record later takes part only when it is set. The digest is of what
 * the producer said and not of the bytes that said it, so a repetition in another encoding is the
 * same.
 *
 * <p>Of the time to live only counts that there is one: how much of it is left is less with each
 * repetition by an outbox, which counts from when the message was published there.
 *
 * <p>Not thread-safe: one for each task.
 */
final class PrepareDigest {
  private static final int NULL = -1;

  private final MessageDigest sha;
  private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

  PrepareDigest() {
    try {
      this.sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  long of(Prepare prepare) {
    text(prepare.getProducer());
    text(prepare.getDestination());
    text(prepare.getTag());
    text(prepare.getBusinessKey());
    bytes(prepare.getPayload());
    text(prepare.getMode().name());
    number(prepare.getDeliverAt());
    sha.update((byte) (prepare.getTtlMs() == null ? 0 : 1));
    number(prepare.getCheckBackAfterMs());
    length(prepare.getHeaders().size());
    for (Header header : prepare.getHeaders()) {
      text(header.getKey());
      bytes(header.getValue());
    }
    return ByteBuffer.wrap(sha.digest()).getLong();
  }

  private void text(@Nullable String text) {
    bytes(text == null ? null : ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private void bytes(@Nullable ByteBuffer bytes) {
    if (bytes == null) {
      length(NULL);
    } else {
      length(bytes.remaining());
      sha.update(bytes.duplicate());
    }
  }

  private void length(int length) {
    number.clear().putInt(length);
    sha.update(number.array(), 0, Integer.BYTES);
  }

  private void number(@Nullable Long value) {
    if (value == null) {
      sha.update((byte) 0);
    } else {
      sha.update((byte) 1);
      number.clear().putLong(value);
      sha.update(number.array(), 0, Long.BYTES);
    }
  }
}
