package io.surety.acceptance.harness;

import io.surety.topology.Coordinator;
import io.surety.topology.config.CoordinatorConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * A coordinator in a process of its own: its one argument is a file of settings. Prints {@code
 * READY} when it runs, answers each line on stdin with a line {@code OK answer} (see {@link
 * Questions}), and ends cleanly when stdin closes.
 */
public final class CoordinatorMain {
  private CoordinatorMain() {}

  public static void main(String[] args) throws IOException {
    Map<String, String> settings = new HashMap<>();
    try (Reader file = Files.newBufferedReader(Path.of(args[0]))) {
      Properties properties = new Properties();
      properties.load(file);
      properties.forEach((key, value) -> settings.put((String) key, (String) value));
    }
    try (Coordinator coordinator = Coordinator.start(CoordinatorConfig.of(settings))) {
      System.out.println("READY");
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        System.out.println("OK " + Questions.answer(coordinator, line));
      }
    }
    System.exit(0);
  }
}
