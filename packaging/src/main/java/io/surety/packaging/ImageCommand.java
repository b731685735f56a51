package io.surety.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code image}: puts the directory of the archive over a Java runtime, for containers. */
@Command(name = "image")
final class ImageCommand implements Callable<Integer> {
  private static final String PROGRAM = "opt/surety";
  private static final String BILL = "sbom.cdx.json";
  private static final int PORT = 8080;
  private static final int OF_EVERYBODY = 01777;
  private static final int OF_THE_USER = 0750;

  @Option(names = "--stage", required = true, description = "The directory of the archive.")
  private Path stage = Path.of("");

  @Option(names = "--leave-out", description = "Directories of it that a server does not need.")
  private List<Path> leftOut = new ArrayList<>();

  @Option(names = "--modules", required = true, description = "Of Java, split by commas.")
  private String modules = "";

  @Option(names = "--time", required = true, description = "Of every file in the image.")
  private Instant time = Instant.EPOCH;

  @Option(names = "--reference", required = true, description = "name:tag")
  private String reference = "";

  @Option(names = "--work", required = true, description = "A directory for what lies in between.")
  private Path work = Path.of("");

  @Option(names = "--image", required = true)
  private Path image = Path.of("");

  ImageCommand() {}

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(work);
    Path root = work.resolve("base");
    new Base(root).lay(modules);
    // What changes least lies at the bottom: it is pushed and pulled once.
    List<Layer> layers =
        List.of(
            Layer.write(
                "Java and the C library",
                time,
                work.resolve("base.tar.gz"),
                tar -> base(tar, root)),
            Layer.write(
                "libraries",
                time,
                work.resolve("libraries.tar.gz"),
                tar -> program(tar, ImageCommand::isLibrary)),
            Layer.write(
                "Surety",
                time,
                work.resolve("surety.tar.gz"),
                tar -> program(tar, path -> !isLibrary(path))));
    new OciImage(reference, architecture(), time, config(), layers).write(image);
    Sha256.writeBeside(image);
    return 0;
  }

  private OciImage.Config config() {
    return new OciImage.Config(
        Base.USER + ":" + Base.USER,
        List.of("/" + PROGRAM + "/bin/surety"),
        List.of(
            "PATH=/%s/bin:/%s/bin:/bin".formatted(PROGRAM, Base.JAVA), "JAVA_HOME=/" + Base.JAVA),
        "/" + Base.HOME,
        PORT,
        Map.of(
            "org.opencontainers.image.title",
            "Surety",
            "org.opencontainers.image.description",
            "Reliable messages between services, on Kafka",
            "org.opencontainers.image.licenses",
            "Apache-2.0",
            "org.opencontainers.image.version",
            reference.substring(reference.indexOf(':') + 1)));
  }

  private static void base(TarFile tar, Path root) throws IOException {
    for (Path path : sorted(root)) {
      String name = root.relativize(path).toString();
      if (name.isEmpty()) {
        continue;
      }
      if (!Files.isDirectory(path)) {
        tar.file(name, isProgram(path) ? TarFile.PROGRAM : TarFile.FILE, path);
      } else if (name.equals("tmp")) {
        tar.directory(name, OF_EVERYBODY, 0);
      } else if (name.equals(Base.HOME)) {
        tar.directory(name, OF_THE_USER, Base.USER);
      } else {
        tar.directory(name);
      }
    }
  }

  private void program(TarFile tar, Predicate<Path> isWanted) throws IOException {
    for (Path path : sorted(stage)) {
      Path below = stage.relativize(path);
      if (isLeftOut(below)) {
        continue;
      }
      String name = below.toString().isEmpty() ? PROGRAM : PROGRAM + "/" + below;
      if (Files.isDirectory(path)) {
        tar.directory(name);
      } else if (!isWanted.test(path)) {
        continue;
      } else if (below.toString().equals(BILL)) {
        tar.file(name, bill(path));
      } else {
        tar.file(name, isProgram(path) ? TarFile.PROGRAM : TarFile.FILE, path);
      }
    }
  }

  /** Scanners would warn of what is not in the image. */
  private byte[] bill(Path file) throws IOException {
    Set<String> there = new HashSet<>();
    for (Path path : sorted(stage)) {
      if (!isLeftOut(stage.relativize(path))) {
        there.add(String.valueOf(path.getFileName()));
      }
    }
    return Sbom.read(file).published(library -> there.contains(library.fileName()));
  }

  private boolean isLeftOut(Path below) {
    return leftOut.stream().anyMatch(below::startsWith);
  }

  /** Of others: ours change with every build. */
  private static boolean isLibrary(Path path) {
    String name = String.valueOf(path.getFileName());
    return name.endsWith(".jar") && !name.startsWith("surety-");
  }

  /** The loader of libraries is one, for the kernel; and Java starts processes with a helper. */
  private static boolean isProgram(Path path) {
    String name = String.valueOf(path.getFileName());
    return TarGz.isProgram(path) || name.startsWith("ld-linux") || name.equals("jspawnhelper");
  }

  private static String architecture() {
    String ours = System.getProperty("os.arch");
    return switch (ours) {
      case "amd64" -> "amd64";
      case "aarch64" -> "arm64";
      default ->
          throw new PackagingException(
              "os.arch is '" + ours + "': the image can be built for amd64 and aarch64");
    };
  }

  private static List<Path> sorted(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.sorted().toList();
    }
  }
}
