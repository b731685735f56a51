package io.surety.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number from 1 on. */
public final class CountConverter implements ITypeConverter<Integer> {
  /** Made by picocli. */
  public CountConverter() {}

  @Override
  public Integer convert(String text) {
    if (text.matches("[0-9]{1,9}") && Integer.parseInt(text) > 0) {
      return Integer.valueOf(text);
    }
    throw new TypeConversionException("'" + text + "' is not a number from 1 to 999999999");
  }
}
