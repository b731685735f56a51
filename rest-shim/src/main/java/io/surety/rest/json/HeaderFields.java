package io.surety.rest.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.schemas.avro.Header;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The headers of a message: {@code {"name": "text"}}, or where order, repetition or bytes matter
 * {@code [{"name": ..., "value": ...}, {"name": ..., "valueBase64": ...}]}.
 */
final class HeaderFields {
  private static final String RESERVED = "surety-";
  private static final int NAME_LENGTH_MAX = 249;

  private HeaderFields() {}

  static List<Header> read(Fields fields, String field) {
    List<Header> headers = new ArrayList<>();
    Optional<JsonNode> node = fields.node(field);
    if (node.isPresent() && node.get().isObject()) {
      Fields named = fields.within(fields.at(field), (ObjectNode) node.get());
      for (String name : named.names()) {
        checkName(named, name, name);
        headers.add(header(name, named.text(name).map(HeaderFields::utf8)));
      }
    } else {
      fields
          .elements(field)
          .ifPresent(
              elements -> {
                for (int i = 0; i < elements.size(); i++) {
                  headers.add(element(fields, fields.at(field) + "/" + i, elements.get(i)));
                }
              });
    }
    return headers;
  }

  private static Header element(Fields fields, String place, JsonNode node) {
    if (!(node instanceof ObjectNode object)) {
      fields.wrongAt(place, "a header is not an object", "write {\"name\": ..., \"value\": ...}");
      return header("", Optional.empty());
    }
    Fields header = fields.within(place, object);
    String name = header.required("name", header::text, "", "write the header's name");
    if (header.has("name")) {
      checkName(header, "name", name);
    }
    Optional<byte[]> text = header.text("value").map(HeaderFields::utf8);
    Optional<byte[]> bytes = PrepareRequest.base64(header, "valueBase64");
    if (header.has("value") && header.has("valueBase64")) {
      header.wrong("value", "", "and valueBase64 are both there", "send one of them");
    }
    header.noOthers();
    return header(name, text.or(() -> bytes));
  }

  private static void checkName(Fields fields, String field, String name) {
    if (name.isEmpty() || name.length() > NAME_LENGTH_MAX || !Texts.isOneLine(name)) {
      fields.wrong(
          field, name, "is no header name", "write 1.." + NAME_LENGTH_MAX + " plain characters");
    } else if (!Texts.isWellFormed(name)) {
      fields.wrong(field, "", "has half of a surrogate pair", "send whole characters");
    } else if (name.toLowerCase(Locale.ROOT).startsWith(RESERVED)) {
      fields.wrong(field, name, "is reserved", "choose a name without the prefix " + RESERVED);
    }
  }

  private static Header header(String name, Optional<byte[]> value) {
    return Header.newBuilder()
        .setKey(name)
        .setValue(value.map(ByteBuffer::wrap).orElse(null))
        .build();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
