package io.surety.rest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.utils.AppInfoParser;

/** What runs here. */
public final class Version {
  private static final String NUMBER = read();

  private Version() {}

  /** The version of Surety, as in {@code 0.1.0}. */
  public static String number() {
    return NUMBER;
  }

  /** The versions of what matters when something is reported. */
  public static Map<String, Object> all() {
    Map<String, Object> versions = new LinkedHashMap<>();
    versions.put("version", NUMBER);
    versions.put("kafkaClients", AppInfoParser.getVersion());
    versions.put("java", Runtime.version().toString());
    return versions;
  }

  private static String read() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("version.properties cannot be read", e);
    }
    return properties.getProperty("version", "unknown");
  }
}
