package io.surety.connectors.convert;

import static io.surety.connectors.convert.RowChecks.atLeast;
import static io.surety.connectors.convert.RowChecks.code;
import static io.surety.connectors.convert.RowChecks.codeIfGiven;
import static io.surety.connectors.convert.RowChecks.name;
import static io.surety.connectors.convert.RowChecks.textIfGiven;
import static io.surety.connectors.convert.RowChecks.timeIfGiven;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.surety.schemas.Names;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** What a message has several of, as JSON: the member names of REST, times in RFC 3339. */
final class RowJson {
  private static final JsonFactory JSON = new JsonFactory();
  private static final char REPLACEMENT = '\uFFFD';

  @FunctionalInterface
  private interface Writing {
    void to(JsonGenerator json) throws IOException;
  }

  private RowJson() {}

  /** The application's own, so that anything is taken; what is no text is in base64. */
  static String headers(GenericRecord record) {
    return array(
        json -> {
          for (GenericRecord header : records(record, "headers")) {
            json.writeStartObject();
            json.writeStringField(
                "name", String.valueOf(header.get("key")).replace('\0', REPLACEMENT));
            header(json, (ByteBuffer) header.get("value"));
            json.writeEndObject();
          }
        });
  }

  static String deliveries(GenericRecord record) {
    List<GenericRecord> deliveries = records(record, "deliveries");
    RowChecks.groupsDiffer(deliveries);
    return array(
        json -> {
          for (GenericRecord delivery : deliveries) {
            delivery(json, delivery);
          }
        });
  }

  static String checkBacks(GenericRecord record) {
    return array(
        json -> {
          for (GenericRecord question : records(record, "checkBackHistory")) {
            json.writeStartObject();
            json.writeNumberField("attempt", atLeast("attempt", question.get("attempt"), 1));
            time(json, question, "askedAt");
            text(json, "answer", codeIfGiven("answer", question.get("answer")));
            time(json, question, "answeredAt");
            json.writeEndObject();
          }
        });
  }

  /** A value of a form that is not known here, as Avro shows it: which is JSON. */
  static String any(String field, Object value) {
    String json = RowChecks.text(field, value);
    if (json.contains("\\u0000")) {
      RowChecks.refuse(field + " must not contain NUL, which PostgreSQL has no text for");
    }
    return json;
  }

  private static void delivery(JsonGenerator json, GenericRecord delivery) throws IOException {
    json.writeStartObject();
    json.writeStringField("group", name(Names.GROUP, delivery.get("group")));
    json.writeStringField("status", code("delivery status", delivery.get("status")));
    json.writeNumberField("attempts", atLeast("attempts", delivery.get("attempts"), 0));
    time(json, delivery, "dispatchedAt");
    time(json, delivery, "receivedAt");
    time(json, delivery, "settledAt");
    flag(json, delivery, "late");
    flag(json, delivery, "resolved");
    text(json, "reason", codeIfGiven("delivery reason", delivery.get("reason")));
    text(json, "note", textIfGiven("delivery note", delivery.get("note")));
    error(json, (GenericRecord) delivery.get("error"));
    json.writeArrayFieldStart("history");
    for (GenericRecord attempt : records(delivery, "history")) {
      attempt(json, attempt);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void attempt(JsonGenerator json, GenericRecord attempt) throws IOException {
    json.writeStartObject();
    json.writeNumberField("attempt", atLeast("attempt", attempt.get("attempt"), 1));
    json.writeStringField("outcome", code("outcome", attempt.get("outcome")));
    json.writeStringField(
        "dispatchedAt",
        ColumnTypes.time(RowChecks.time("dispatchedAt", attempt.get("dispatchedAt"))));
    json.writeStringField(
        "endedAt", ColumnTypes.time(RowChecks.time("endedAt", attempt.get("endedAt"))));
    error(json, (GenericRecord) attempt.get("error"));
    json.writeEndObject();
  }

  private static void error(JsonGenerator json, @Nullable GenericRecord error) throws IOException {
    if (error == null) {
      return;
    }
    json.writeObjectFieldStart("failure");
    text(json, "type", textIfGiven("error type", error.get("type")));
    text(json, "message", textIfGiven("error message", error.get("message")));
    text(json, "stack", textIfGiven("error stack", error.get("stack")));
    text(json, "fingerprint", textIfGiven("error fingerprint", error.get("fingerprint")));
    json.writeEndObject();
  }

  private static void header(JsonGenerator json, @Nullable ByteBuffer value) throws IOException {
    if (value == null) {
      json.writeNullField("value");
      return;
    }
    Optional<String> text = text(value);
    if (text.isPresent()) {
      json.writeStringField("value", text.get());
    } else {
      byte[] bytes = new byte[value.remaining()];
      value.duplicate().get(bytes);
      json.writeStringField("valueBase64", Base64.getEncoder().encodeToString(bytes));
    }
  }

  private static Optional<String> text(ByteBuffer bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate()).toString();
      return text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static void text(JsonGenerator json, String field, @Nullable String value)
      throws IOException {
    if (value != null) {
      json.writeStringField(field, value);
    }
  }

  private static void time(JsonGenerator json, GenericRecord record, String field)
      throws IOException {
    text(json, field, ColumnTypes.time(timeIfGiven(field, record.get(field))));
  }

  private static void flag(JsonGenerator json, GenericRecord record, String field)
      throws IOException {
    if ((Boolean) record.get(field)) {
      json.writeBooleanField(field, true);
    }
  }

  @SuppressWarnings("unchecked") // An array of records, by our schema.
  private static List<GenericRecord> records(GenericRecord record, String field) {
    return (List<GenericRecord>) record.get(field);
  }

  private static String array(Writing elements) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartArray();
      elements.to(json);
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return text.toString();
  }
}
