package io.surety.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.surety.rest.SuretyServer;
import io.surety.topology.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies in the archive beside the program. */
class ContentsTest {
  private final Path root = Installation.root();

  @TempDir Path secrets;

  /** The bill says what there is, to the byte, and nothing is there that it does not name. */
  @Test
  void theBillOfMaterialsIsThatOfTheLibraries() throws Exception {
    Map<String, String> billed = new TreeMap<>();
    for (JsonNode component : bill().path("components")) {
      billed.put(
          component.path("name").asText() + "-" + component.path("version").asText() + ".jar",
          sha256(component));
    }
    Map<String, String> there = new TreeMap<>();
    for (Path jar : jars()) {
      there.put(jar.getFileName().toString(), sha256(jar));
    }

    assertThat(there).isEqualTo(billed);
    assertThat(new TreeSet<>(there.keySet()).toString())
        .contains(
            "kafka-streams-", "kafka-clients-", "rocksdbjni-", "javalin-", "avro-", "log4j-core-");
  }

  @Test
  void everyLibraryComesWithItsLicence() throws IOException {
    List<String> lines = Files.readAllLines(root.resolve("THIRD-PARTY.txt"));

    assertThat(lines.stream().filter(line -> line.matches("\\S+:\\S+ +\\S+")))
        .hasSize((int) jars().stream().filter(jar -> !isOurs(jar)).count())
        .allSatisfy(
            line ->
                assertThat(root.resolve("licenses").resolve(line.split(" +")[1] + ".txt"))
                    .isNotEmptyFile());
    assertThat(root.resolve("LICENSE")).isNotEmptyFile();
    assertThat(root.resolve("NOTICE")).isNotEmptyFile();
    assertThat(root.resolve("licenses/kafka-clients-4.3.1/NOTICE")).exists();
  }

  /** A key that is not one, or a value that is not valid, would be refused. */
  @ParameterizedTest
  @ValueSource(strings = {"surety.properties", "surety-local.properties"})
  void aServerUnderstandsTheExamples(String name) throws IOException {
    for (String secret : List.of("kafka.properties", "surety.properties")) {
      Files.writeString(
          secrets.resolve(secret),
          "jaas = x\npeer.secret = MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=\n");
    }
    String example = Files.readString(root.resolve("conf").resolve(name));
    Path file =
        Files.writeString(
            secrets.resolve(name + ".here"),
            example.replace("/run/secrets/surety", secrets.toString()));

    assertThatCode(
            () ->
                assertThat(
                        Settings.read(Optional.of(file), Map.of(), SuretyServer.GROUPS).warnings())
                    .isEmpty())
        .doesNotThrowAnyException();
  }

  private JsonNode bill() throws IOException {
    return new ObjectMapper().readTree(root.resolve("sbom.cdx.json").toFile());
  }

  private List<Path> jars() throws IOException {
    try (Stream<Path> all = Files.walk(root.resolve("lib"))) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static boolean isOurs(Path jar) {
    return jar.getFileName().toString().startsWith("surety-");
  }

  private static String sha256(JsonNode component) {
    for (JsonNode hash : component.path("hashes")) {
      if (hash.path("alg").asText().equals("SHA-256")) {
        return hash.path("content").asText();
      }
    }
    return "none";
  }

  private static String sha256(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }
}
