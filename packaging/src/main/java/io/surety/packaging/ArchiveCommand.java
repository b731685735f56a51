package io.surety.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code archive}: checks the libraries, lays all out in a directory, and packs it. */
@Command(name = "archive")
final class ArchiveCommand implements Callable<Integer> {
  @Option(names = "--sbom", required = true)
  private Path sbomFile = Path.of("");

  @Option(names = "--class-path", required = true, description = "A file with Maven's class path.")
  private Path classPathFile = Path.of("");

  @Option(names = "--licences", required = true)
  private Path licences = Path.of("");

  @Option(names = "--denied", required = true)
  private Path denied = Path.of("");

  @Option(names = "--layout", required = true, description = "directory=group:name, in order.")
  private Map<String, String> layout = new LinkedHashMap<>();

  @Option(names = "--copy", required = true, description = "from=to, files or directories.")
  private Map<Path, String> copies = new LinkedHashMap<>();

  @Option(names = "--time", required = true, description = "Of every file in the archive.")
  private Instant time = Instant.EPOCH;

  @Option(names = "--stage", required = true, description = "The directory that is packed.")
  private Path stageDirectory = Path.of("");

  @Option(names = "--archive", required = true)
  private Path archive = Path.of("");

  ArchiveCommand() {}

  @Override
  public Integer call() throws IOException {
    Sbom sbom = Sbom.read(sbomFile);
    LicenceRules rules = LicenceRules.read(licences);
    mustBeShippable(sbom, rules);
    Map<Library, Path> jars = Stage.jars(sbom, Files.readString(classPathFile));
    sbom.mustBeOf(jars);
    Stage stage = new Stage(stageDirectory);
    stage.clear();
    for (Map.Entry<Path, String> copy : copies.entrySet()) {
      stage.copy(copy.getKey(), copy.getValue());
    }
    stage.libraries(sbom, layout, jars);
    Files.write(stageDirectory.resolve("sbom.cdx.json"), sbom.published(jars::containsKey));
    new Notices(rules).write(jars, stageDirectory);
    TarGz.write(stageDirectory, time, archive);
    Sha256.writeBeside(archive);
    return 0;
  }

  private void mustBeShippable(Sbom sbom, LicenceRules rules) throws IOException {
    List<String> wrong = new ArrayList<>(rules.violations(sbom.libraries()));
    wrong.addAll(DeniedVersions.read(denied).violations(sbom.libraries()));
    if (!wrong.isEmpty()) {
      throw new PackagingException(String.join("\n", wrong));
    }
  }
}
