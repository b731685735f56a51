package io.surety.quickstart;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.logging.log4j.core.config.Configurator;

/** Sends what the parts have to say to a file, away from the screen. */
final class LogFile {
  private static final String PATH = "surety.log.file";

  private LogFile() {}

  /** From now on to {@code surety.log} in this directory; returns the file. */
  static Path in(Path directory) {
    Path file = directory.resolve("surety.log");
    System.setProperty(PATH, file.toString());
    Configurator.reconfigure(configuration());
    return file;
  }

  private static URI configuration() {
    URL url = Objects.requireNonNull(LogFile.class.getResource("log4j2.properties"));
    try {
      return url.toURI();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("Cannot read " + url, e);
    }
  }
}
