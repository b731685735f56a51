package io.surety.spring.convert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.surety.spring.PayloadConverter;
import java.io.IOException;
import java.lang.reflect.Type;

/** Everything as JSON, with Jackson 2: Spring Boot 3 brings it. */
public final class Jackson2Converter implements PayloadConverter {
  private final ObjectMapper mapper;

  /** With the application's mapper. */
  public Jackson2Converter(ObjectMapper mapper) {
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
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot write " + value.getClass() + " as JSON", e);
    }
  }

  @Override
  public Object read(byte[] payload, Type type) {
    try {
      return mapper.readValue(payload, mapper.constructType(type));
    } catch (IOException e) {
      throw new IllegalArgumentException("the payload is no JSON of " + type.getTypeName(), e);
    }
  }
}
