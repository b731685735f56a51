package io.surety.rest;

import io.surety.rest.access.ApiKey;
import io.surety.rest.access.Caller;
import io.surety.rest.access.KeyLine;
import io.surety.rest.access.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;

/** A file with API keys. */
public final class KeyFile {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path path;

  public KeyFile() {
    try {
      path = Files.createTempFile("keys", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path path() {
    return path;
  }

  /** A new key for a person. */
  public String add(String name, Role role) {
    return add(Caller.of(name, role));
  }

  /** A new key for a program. */
  public String addApplication(String name, Set<String> producers, Set<String> groups) {
    return add(new Caller(name, Role.APPLICATION, producers, groups));
  }

  private String add(Caller caller) {
    String key = ApiKey.create(caller.name(), RANDOM);
    String line = KeyLine.write(caller, ApiKey.hash(key, RANDOM), Optional.empty());
    try {
      Files.writeString(path, line + "\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return key;
  }
}
