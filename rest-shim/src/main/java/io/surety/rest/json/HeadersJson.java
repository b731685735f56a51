package io.surety.rest.json;

import io.surety.schemas.avro.Header;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An application's headers as they are shown; what is shown can be sent again. */
public final class HeadersJson {
  private HeadersJson() {}

  /** All of them, in order. */
  public static Map<String, Object> of(List<Header> headers) {
    return Map.of("headers", headers.stream().map(HeadersJson::header).toList());
  }

  private static Map<String, Object> header(Header header) {
    Members members = new Members().put("name", header.getKey());
    ByteBuffer value = header.getValue();
    if (value == null) {
      return members.toMap();
    }
    @Nullable CharBuffer text = text(value.duplicate());
    return text == null
        ? members.put("valueBase64", base64(value.duplicate())).toMap()
        : members.put("value", text.toString()).toMap();
  }

  private static @Nullable CharBuffer text(ByteBuffer value) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(value);
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static String base64(ByteBuffer value) {
    byte[] bytes = new byte[value.remaining()];
    value.get(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
