package io.surety.packaging;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SbomTest {
  @TempDir Path dir;

  @Test
  void oneThatIsNotThereComesWithARemedy() {
    assertThatThrownBy(() -> Sbom.read(dir.resolve("sbom.json")))
        .isInstanceOf(PackagingException.class)
        .hasMessageContaining("no bill of materials sbom.json")
        .hasMessageContaining("build without -o");
  }

  @Test
  void oneOfOtherJarsIsRefusedByName() throws IOException {
    Path jar = Files.writeString(dir.resolve("b-1.0.jar"), "classes");
    Sbom bill = bill(Sha256.of(jar));
    Map<Library, Path> jars = Map.of(bill.libraries().get(0), jar);

    assertThatCode(() -> bill.mustBeOf(jars)).doesNotThrowAnyException();
    Files.writeString(jar, "other classes");
    assertThatThrownBy(() -> bill.mustBeOf(jars))
        .isInstanceOf(PackagingException.class)
        .hasMessageContaining("an earlier build")
        .hasMessageContaining("b-1.0.jar");
  }

  private Sbom bill(String hash) throws IOException {
    return Sbom.read(
        Files.writeString(
            dir.resolve("sbom.json"),
            """
            {"components": [{"bom-ref": "ref", "group": "a", "name": "b", "version": "1.0",
              "hashes": [{"alg": "SHA-256", "content": "%s"}]}]}
            """
                .formatted(hash)));
  }
}
