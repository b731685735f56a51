package io.surety.bench.lab;

import java.util.Arrays;

/**
 * Runs a main class of somebody else, and ends with whoever started this process. Its first
 * argument is the name of that class.
 */
public final class GuardedMain {
  private GuardedMain() {}

  public static void main(String[] args) throws ReflectiveOperationException {
    StdinWatch.start();
    Class.forName(args[0])
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
  }
}
