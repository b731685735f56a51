package io.surety.rest.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.schemas.Names;
import io.surety.schemas.avro.Mode;
import io.surety.schemas.avro.Prepare;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The body of {@code POST /messages}. */
public final class PrepareRequest {
  private PrepareRequest() {}

  /**
   * The message in the body.
   *
   * @param newId its id if the body has none
   * @param now what {@code delayMs} counts from, epoch ms
   * @throws io.surety.rest.problem.ProblemException naming the fields that are wrong
   */
  public static Prepare read(ObjectNode body, String newId, long now) {
    Fields fields = Fields.of(body);
    Mode mode =
        fields.required(
            "mode",
            field -> fields.choice(field, Mode.values()),
            Mode.PREPARE,
            "write prepare, send or direct");
    Prepare prepare =
        Prepare.newBuilder()
            .setMessageId(fields.name("id", Names.MESSAGE_ID).orElse(newId))
            .setMode(mode)
            .setProducer(name(fields, "producer", Names.PRODUCER, "write the producer's name"))
            .setDestination(
                name(fields, "destination", Names.DESTINATION, "write the topic to deliver to"))
            .setTag(fields.name("tag", Names.TAG).orElse(null))
            .setBusinessKey(fields.name("key", Names.BUSINESS_KEY).orElse(null))
            .setHeaders(HeaderFields.read(fields, "headers"))
            .setPayload(ByteBuffer.wrap(payload(fields)))
            .setDeliverAt(deliverAt(fields, now).orElse(null))
            .setTtlMs(fields.millis("ttlMs", 1).orElse(null))
            .setCheckBackAfterMs(fields.millis("checkBackAfterMs", 1).orElse(null))
            .build();
    fields.end();
    return prepare;
  }

  /**
   * The same body with what was added to it when it was read, so that whoever reads it next makes
   * the same message of it.
   */
  public static ObjectNode fixed(ObjectNode body, Prepare prepare) {
    ObjectNode fixed = body.deepCopy().put("id", prepare.getMessageId());
    if (fixed.remove("delayMs") != null && prepare.getDeliverAt() != null) {
      fixed.put("deliverAt", Times.format(prepare.getDeliverAt()).orElse(null));
    }
    return fixed;
  }

  /** The time in {@code deliverAt}, or {@code delayMs} from now; both are an error. */
  static Optional<Long> deliverAt(Fields fields, long now) {
    Optional<Long> deliverAt = fields.time("deliverAt");
    Optional<Long> delay = fields.millis("delayMs", 0);
    if (fields.has("deliverAt") && fields.has("delayMs")) {
      fields.wrong("delayMs", "", "and deliverAt contradict each other", "send one of them");
    }
    return deliverAt.or(() -> delay.map(ms -> now + ms));
  }

  private static String name(Fields fields, String field, Names rule, String remedy) {
    return fields.required(field, name -> fields.name(name, rule), "", remedy);
  }

  private static byte[] payload(Fields fields) {
    Optional<byte[]> text =
        fields.text("payload").map(payload -> payload.getBytes(StandardCharsets.UTF_8));
    Optional<byte[]> bytes = base64(fields, "payloadBase64");
    if (fields.has("payload") == fields.has("payloadBase64")) {
      fields.wrong(
          "payload",
          "",
          fields.has("payload") ? "and payloadBase64 are both there" : "is missing",
          "send text as payload or any bytes as payloadBase64; \"\" is an empty payload");
    }
    return text.or(() -> bytes).orElse(new byte[0]);
  }

  /** Bytes in base64 (RFC 4648 §4); what is wrong with them is said without showing them. */
  static Optional<byte[]> base64(Fields fields, String field) {
    return fields
        .text(field)
        .flatMap(
            text -> {
              try {
                return Optional.of(Base64.getDecoder().decode(text));
              } catch (IllegalArgumentException e) {
                fields.wrong(
                    field, "", "is not base64", "write RFC 4648 base64, without line breaks");
                return Optional.empty();
              }
            });
  }
}
