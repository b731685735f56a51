package io.surety.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Assumptions;

/** The image of this build, as a registry has it: a directory of blobs. */
final class Image {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path layout;
  private final JsonNode manifest;
  private final JsonNode configuration;

  private Image(Path layout) throws IOException {
    this.layout = layout;
    this.manifest = json(JSON.readTree(layout.resolve("index.json").toFile()).at("/manifests/0"));
    this.configuration = json(manifest.path("config"));
  }

  /** Unpacks it into a directory; skips the test where there is none. */
  static Image unpackTo(Path directory) throws Exception {
    String file = System.getProperty("surety.image", "");
    Assumptions.assumeFalse(
        file.isEmpty(), "The image was not built: build with -Pimage, on Debian or Ubuntu.");
    extract("--no-same-owner", Path.of(file), Files.createDirectories(directory));
    return new Image(directory);
  }

  /** What is run, of whom, and with what. */
  JsonNode config() {
    return configuration.path("config");
  }

  /** Fingerprints of what is in the layers, from the lowest. */
  List<String> diffIds() {
    return texts(configuration.at("/rootfs/diff_ids"));
  }

  /** What {@code docker load} reads of older images. */
  JsonNode dockersList() throws IOException {
    return JSON.readTree(layout.resolve("manifest.json").toFile());
  }

  /** The compressed layers, from the lowest, by the fingerprints that the manifest has. */
  List<Path> layers() {
    List<Path> files = new ArrayList<>();
    manifest.path("layers").forEach(layer -> files.add(blob(layer)));
    return files;
  }

  /** All that is in all layers. */
  List<TarArchiveEntry> entries() throws IOException {
    List<TarArchiveEntry> found = new ArrayList<>();
    for (Path layer : layers()) {
      try (InputStream in = new GZIPInputStream(Files.newInputStream(layer));
          TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
        for (TarArchiveEntry next = tar.getNextEntry(); next != null; next = tar.getNextEntry()) {
          found.add(next);
        }
      }
    }
    return found;
  }

  /** Lays the layers over each other, as they are in a container. */
  Path rootTo(Path directory) throws Exception {
    Files.createDirectories(directory);
    for (Path layer : layers()) {
      extract("--same-owner", layer, directory);
    }
    return directory;
  }

  static List<String> texts(JsonNode array) {
    List<String> found = new ArrayList<>();
    array.forEach(node -> found.add(node.asText()));
    return found;
  }

  private JsonNode json(JsonNode descriptor) throws IOException {
    return JSON.readTree(blob(descriptor).toFile());
  }

  private Path blob(JsonNode descriptor) {
    Path file =
        layout.resolve("blobs").resolve(descriptor.path("digest").asText().replace(':', '/'));
    assertThat(file).hasSize(descriptor.path("size").asLong());
    return file;
  }

  private static void extract(String owner, Path tar, Path directory) throws Exception {
    Process process =
        new ProcessBuilder("tar", owner, "-xpf", tar.toString())
            .directory(directory.toFile())
            .inheritIO()
            .start();
    assertThat(process.waitFor()).as("tar").isZero();
  }
}
