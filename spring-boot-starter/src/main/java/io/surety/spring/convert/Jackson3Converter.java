package io.surety.spring.convert;

import io.surety.spring.PayloadConverter;
import java.lang.reflect.Type;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

/** Everything as JSON, with Jackson 3: Spring Boot 4 brings it. */
public final class Jackson3Converter implements PayloadConverter {
  private final ObjectMapper mapper;

  /** With the application's mapper. */
  public Jackson3Converter(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  @Override
  public boolean supports(Type type) {
    return true;
  }

  @Override
  public byte[] write(Object value) {
    try {
      return mapper.writeValueAsBytes(value);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("cannot write " + value.getClass() + " as JSON", e);
    }
  }

  @Override
  public Object read(byte[] payload, Type type) {
    try {
      return mapper.readValue(payload, mapper.constructType(type));
    } catch (JacksonException e) {
      throw new IllegalArgumentException("the payload is no JSON of " + type.getTypeName(), e);
    }
  }
}
