package io.surety.spring.convert;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.surety.spring.PayloadConverter;
import java.lang.reflect.Type;

/** Text as UTF-8. */
public final class TextConverter implements PayloadConverter {

  @Override
  public boolean supports(Type type) {
    return type == String.class;
  }

  @Override
  public byte[] write(Object value) {
    return value.toString().getBytes(UTF_8);
  }

  @Override
  public Object read(byte[] payload, Type type) {
    return new String(payload, UTF_8);
  }
}
