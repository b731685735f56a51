package io.surety.spring;

import java.lang.reflect.Type;
import java.util.List;

/** The converters of an application, in the order in which they are asked. Immutable. */
final class PayloadConverters {
  private final List<PayloadConverter> all;

  PayloadConverters(List<PayloadConverter> all) {
    this.all = List.copyOf(all);
  }

  /**
   * The converter for a type.
   *
   * @throws IllegalStateException when there is none
   */
  PayloadConverter of(Type type) {
    return all.stream()
        .filter(converter -> converter.supports(type))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no PayloadConverter knows "
                        + type.getTypeName()
                        + "; use String or byte[], put Jackson on the class path, or give a bean"
                        + " of type PayloadConverter"));
  }
}
