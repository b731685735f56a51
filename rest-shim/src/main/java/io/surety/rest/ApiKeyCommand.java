package io.surety.rest;

import io.surety.rest.access.ApiKey;
import io.surety.rest.access.Caller;
import io.surety.rest.access.KeyLine;
import io.surety.rest.access.Role;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code surety api-key}: makes a key, and the line by which servers know it. */
@Command(
    name = "api-key",
    description = "Makes an API key, and the line for surety.rest.auth.keys.file.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.VersionLine.class,
    footer = {
      "%nThe key goes to stdout, once, and is kept nowhere: servers know its hash only. Servers"
          + " read the file again when it changes.",
      "%nTo replace a key, make a second one with the same name, and delete the first line later."
    })
public final class ApiKeyCommand implements SuretyCommand {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(index = "0", paramLabel = "NAME", description = "Whose key it is.")
  private String name = "";

  @Parameters(
      index = "1",
      paramLabel = "ROLE",
      description = "viewer, operator, admin or application.")
  private Role role = Role.VIEWER;

  @Option(
      names = "--producers",
      split = ",",
      paramLabel = "NAME",
      description = "Of an application: whose messages it sends and decides.")
  private Set<String> producers = new LinkedHashSet<>();

  @Option(
      names = "--groups",
      split = ",",
      paramLabel = "NAME",
      description = "Of an application: for which consumer groups it reports.")
  private Set<String> groups = new LinkedHashSet<>();

  @Option(
      names = "--expires",
      paramLabel = "YYYY-MM-DD",
      description = "Last day on which it counts, in UTC.")
  private @Nullable LocalDate expires;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "Adds the line to this file; otherwise it is printed to stderr.")
  private @Nullable Path file;

  /** Made by picocli. */
  public ApiKeyCommand() {}

  @Override
  public Integer call() {
    SecureRandom random = new SecureRandom();
    String key = ApiKey.create(name, random);
    String line = line(ApiKey.hash(key, random));
    Path target = file;
    if (target == null) {
      say(commandLine().getErr(), "Add this line to surety.rest.auth.keys.file:", line);
    } else {
      append(target, line);
      say(commandLine().getErr(), "Added '" + name + "' to " + target + ".");
    }
    say(commandLine().getOut(), key);
    return ExitCode.OK;
  }

  private String line(String hash) {
    String line =
        KeyLine.write(
            new Caller(name, role, producers, groups), hash, Optional.ofNullable(expires));
    try {
      KeyLine.parse(line);
      return line;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(commandLine(), String.valueOf(e.getMessage()));
    }
  }

  /** Hashes are no secrets, but nobody else needs to read or write them. */
  private void append(Path target, String line) {
    try {
      createPrivately(target);
      String before = Files.readString(target);
      String gap = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
      Files.writeString(
          target, gap + line + "\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new CommandException(target + " cannot be written: " + e, e);
    }
  }

  private static void createPrivately(Path target) throws IOException {
    try {
      if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            target,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      } else {
        Files.createFile(target);
      }
    } catch (FileAlreadyExistsException e) {
      // It is added to.
      return;
    }
  }

  private static void say(PrintWriter out, String... lines) {
    for (String line : lines) {
      out.println(line);
    }
    out.flush();
  }

  private CommandLine commandLine() {
    CommandSpec present = spec;
    if (present == null) {
      throw new IllegalStateException("run by picocli only");
    }
    return present.commandLine();
  }
}
