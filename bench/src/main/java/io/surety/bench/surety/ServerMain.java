package io.surety.bench.surety;

import io.surety.bench.lab.StdinWatch;
import io.surety.rest.Main;

/** The program {@code surety}, which ends when whoever started it is gone. */
public final class ServerMain {
  private ServerMain() {}

  public static void main(String[] args) {
    StdinWatch.start();
    Main.main(args);
  }
}
