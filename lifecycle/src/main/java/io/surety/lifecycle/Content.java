package io.surety.lifecycle;

import static io.surety.lifecycle.Message.NEVER;

/**
 * What the prepare said, without headers and payload (the rules never look at them).
 *
 * @param producer who is asked when the decision is late
 * @param destination the registered topic to deliver to
 * @param tag words split at dots, matched by subscriptions; empty for none
 * @param businessKey the record key at the destination; empty for none
 * @param mode how it was handed over
 * @param digest of everything the producer sent, to tell a repeated prepare from another message
 * @param preparedAt log-append time of the prepare, epoch ms
 * @param deliverAt not before this time, epoch ms; 0 for at once
 * @param expiresAt not after this time, epoch ms; {@link Message#NEVER} for no limit
 * @param checkBackAfterMs this message's own time to the first check-back; 0 for the producer's
 */
public record Content(
    String producer,
    String destination,
    String tag,
    String businessKey,
    Mode mode,
    long digest,
    long preparedAt,
    long deliverAt,
    long expiresAt,
    long checkBackAfterMs) {

  /** What is known before the prepare has come. */
  public static final Content NONE = new Content("", "", "", "", Mode.PREPARE, 0, 0, 0, NEVER, 0);

  /** For a settled message only the digest and mode are remembered. */
  public static Content remembered(long digest, Mode mode) {
    return new Content("", "", "", "", mode, digest, 0, 0, NEVER, 0);
  }

  /** False before the prepare has come. */
  public boolean isPresent() {
    return !equals(NONE);
  }

  boolean sameAs(Content other) {
    return digest == other.digest;
  }

  boolean isExpiredAt(long now) {
    return now >= expiresAt;
  }

  Content withDeliverAt(long time) {
    return new Content(
        producer,
        destination,
        tag,
        businessKey,
        mode,
        digest,
        preparedAt,
        time,
        expiresAt,
        checkBackAfterMs);
  }
}
