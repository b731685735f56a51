package io.surety.cli.list;

import io.surety.cli.CountConverter;
import picocli.CommandLine.Option;

/** How much of a list; to be mixed in. */
public final class PageOptions {
  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      converter = CountConverter.class,
      description = "So many at most. Default: ${DEFAULT-VALUE}.")
  private int limit = 50;

  @Option(names = "--all", description = "All of them, however many there are.")
  private boolean isAll;

  /** Made by picocli. */
  public PageOptions() {}

  /** Of the whole list. */
  int limit() {
    return isAll ? Integer.MAX_VALUE : limit;
  }
}
