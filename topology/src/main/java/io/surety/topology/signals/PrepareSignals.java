package io.surety.topology.signals;

import io.surety.lifecycle.Content;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Mode;
import io.surety.lifecycle.Signal;
import io.surety.schemas.Names;
import io.surety.schemas.avro.Header;
import io.surety.schemas.avro.Prepare;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks prepares and makes signals of them. */
final class PrepareSignals {
  private static final String RESERVED = "surety-";

  private final PrepareDigest digest;

  PrepareSignals(PrepareDigest digest) {
    this.digest = digest;
  }

  static Checks check(Prepare prepare) {
    return new Checks()
        .name(Names.PRODUCER, prepare.getProducer())
        .name(Names.DESTINATION, prepare.getDestination())
        .nameIfGiven(Names.TAG, prepare.getTag())
        .nameIfGiven(Names.BUSINESS_KEY, prepare.getBusinessKey())
        .timeIfGiven("deliverAt", prepare.getDeliverAt())
        .durationIfGiven("ttlMs", prepare.getTtlMs(), 1)
        .durationIfGiven("checkBackAfterMs", prepare.getCheckBackAfterMs(), 1)
        .isTrue(
            namesAreFree(prepare.getHeaders()),
            "headers must have names that are not empty and do not start with '"
                + RESERVED
                + "', which belong to the coordinator; rename them");
  }

  private static boolean namesAreFree(List<Header> headers) {
    for (Header header : headers) {
      if (header.getKey().isEmpty() || header.getKey().startsWith(RESERVED)) {
        return false;
      }
    }
    return true;
  }

  Reading.Taken taken(Prepare prepare, byte[] value, long appendTime) {
    Content content =
        new Content(
            prepare.getProducer(),
            prepare.getDestination(),
            orEmpty(prepare.getTag()),
            orEmpty(prepare.getBusinessKey()),
            switch (prepare.getMode()) {
              case PREPARE -> Mode.PREPARE;
              case SEND -> Mode.SEND;
              case DIRECT -> Mode.DIRECT;
            },
            digest.of(prepare),
            appendTime,
            orZero(prepare.getDeliverAt()),
            expiresAt(prepare, appendTime),
            orZero(prepare.getCheckBackAfterMs()));
    return new Reading.Taken(
        prepare.getMessageId(), new Signal.Prepare(content), Optional.of(new Body(value, prepare)));
  }

  private static long expiresAt(Prepare prepare, long appendTime) {
    Long ttl = prepare.getTtlMs();
    return ttl == null || appendTime > Message.NEVER - ttl ? Message.NEVER : appendTime + ttl;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static long orZero(@Nullable Long number) {
    return number == null ? 0 : number;
  }
}
