package io.surety.spring.convert;

import io.surety.spring.PayloadConverter;
import java.lang.reflect.Type;

/** Bytes as they are. */
public final class BytesConverter implements PayloadConverter {

  @Override
  public boolean supports(Type type) {
    return type == byte[].class;
  }

  @Override
  public byte[] write(Object value) {
    return (byte[]) value;
  }

  @Override
  public Object read(byte[] payload, Type type) {
    return payload;
  }
}
