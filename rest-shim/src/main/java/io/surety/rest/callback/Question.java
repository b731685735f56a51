package io.surety.rest.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.surety.rest.json.Json;
import io.surety.schemas.avro.CheckBack;
import io.surety.schemas.avro.ConsumeCheck;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked, of whom: a producer for its decision, or a consumer group for its state.
 *
 * @param kind what is asked
 * @param messageId about which message
 * @param nonce what an answer must echo
 * @param attempt number of the question, or of the delivery that is asked about
 * @param who the producer or the group
 * @param askedAt epoch ms
 * @param data what the other side is told, in order
 */
record Question(
    Kind kind,
    String messageId,
    String nonce,
    int attempt,
    String who,
    long askedAt,
    Map<String, Object> data) {

  /** Whom the coordinator asks. */
  enum Kind {
    CHECK_BACK("surety.check-back"),
    CONSUME_CHECK("surety.consume-check");

    private final String type;

    Kind(String type) {
      this.type = type;
    }

    /** As metrics show it. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Question of(CheckBack asked) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("messageId", asked.getMessageId());
    data.put("nonce", asked.getNonce());
    data.put("attempt", asked.getAttempt());
    data.put("producer", asked.getProducer());
    data.put("destination", asked.getDestination());
    putIfKnown(data, "tag", asked.getTag());
    putIfKnown(data, "businessKey", asked.getBusinessKey());
    data.put("preparedAt", Instant.ofEpochMilli(asked.getPreparedAt()).toString());
    return new Question(
        Kind.CHECK_BACK,
        asked.getMessageId(),
        asked.getNonce(),
        asked.getAttempt(),
        asked.getProducer(),
        asked.getAskedAt(),
        data);
  }

  static Question of(ConsumeCheck asked) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("messageId", asked.getMessageId());
    data.put("nonce", asked.getNonce());
    data.put("attempt", asked.getAttempt());
    data.put("group", asked.getGroup());
    data.put("destination", asked.getDestination());
    putIfKnown(data, "businessKey", asked.getBusinessKey());
    return new Question(
        Kind.CONSUME_CHECK,
        asked.getMessageId(),
        asked.getNonce(),
        asked.getAttempt(),
        asked.getGroup(),
        asked.getAskedAt(),
        data);
  }

  /** The body of the call. */
  byte[] body(Json json) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", kind.type);
    body.put("timestamp", Instant.ofEpochMilli(askedAt).toString());
    body.put("data", data);
    return json.write(body);
  }

  /**
   * The same whenever the same question is asked, so that a receiver can drop repetitions. Hashed,
   * since an id of ours may have a full stop, which signatures split at.
   */
  String callId() {
    String text = kind.type + '\n' + who + '\n' + messageId + '\n' + attempt + '\n' + nonce;
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return "msg_" + HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static void putIfKnown(Map<String, Object> data, String name, @Nullable String value) {
    if (value != null) {
      data.put(name, value);
    }
  }
}
