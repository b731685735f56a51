package io.surety.connectors.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What is kept from one start to the next: programs, data, password and log.
 *
 * @param programs the directory of {@code bin/postgres}
 * @param data of the cluster
 * @param log where PostgreSQL's messages go
 * @param password of the owner
 */
record PostgresDirectory(Path programs, Path data, Path log, String password) {
  private static final String VERSION = "18.6.0";
  private static final int PASSWORD_BYTES = 24;

  static PostgresDirectory prepare(Path directory) throws IOException {
    Files.createDirectories(directory);
    Path absolute = directory.toAbsolutePath();
    Path programs = PostgresBinaries.in(programs(absolute));
    PostgresDirectory prepared =
        new PostgresDirectory(
            programs,
            absolute.resolve("data"),
            absolute.resolve("postgres.log"),
            password(absolute));
    if (!Files.exists(prepared.data().resolve("PG_VERSION"))) {
      prepared.initialize(absolute.resolve("password"));
    }
    return prepared;
  }

  /** Tests share one set of programs; everybody else keeps them beside the data. */
  private static Path programs(Path directory) {
    String shared = System.getProperty("surety.postgres.programs", "");
    return shared.isEmpty() ? directory.resolve("programs-" + VERSION) : Path.of(shared);
  }

  static String password(Path directory) throws IOException {
    Path file = directory.resolve("password");
    if (!Files.exists(file)) {
      Files.createDirectories(directory);
      byte[] random = new byte[PASSWORD_BYTES];
      new SecureRandom().nextBytes(random);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, HexFormat.of().formatHex(random) + "\n");
    }
    return Files.readString(file).strip();
  }

  private void initialize(Path passwordFile) throws IOException {
    List<String> command =
        command(
            "initdb",
            "--pgdata=" + data,
            "--username=" + EmbeddedPostgres.USER,
            "--auth=scram-sha-256",
            "--pwfile=" + passwordFile,
            "--encoding=UTF8",
            "--locale=C",
            "--no-instructions");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    try {
      int code = process.waitFor();
      if (code != 0) {
        throw new PostgresException("initdb ended with " + code + "; " + log + " says why");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new PostgresException("Interrupted while the data directory was made", e);
    }
  }

  /** A program of PostgreSQL. It refuses to run as root, who becomes nobody in a namespace. */
  List<String> command(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(programs.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    return command;
  }
}
