package io.surety.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarGzTest {
  private static final Instant TIME = Instant.parse("2026-11-22T00:00:00Z");

  @TempDir Path one;
  @TempDir Path other;

  @Test
  void hasTheSameBytesWhereverAndWheneverItWasMade() throws IOException {
    Path first = pack(one, "a.txt", "bin/run", "c.txt");
    Path second = pack(other, "c.txt", "bin/run", "a.txt");

    assertThat(second).hasSameBinaryContentAs(first);
  }

  @Test
  void onlyProgramsAreExecutableAndAllBelongToNobodyInParticular() throws IOException {
    List<String> entries = new ArrayList<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new GzipCompressorInputStream(Files.newInputStream(pack(one, "a.txt", "bin/run"))))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        entries.add(
            "%o %d %s %s"
                .formatted(
                    entry.getMode() & 0777,
                    entry.getLongUserId(),
                    entry.getLastModifiedTime().toInstant(),
                    entry.getName()));
      }
    }

    assertThat(entries)
        .containsExactly(
            "755 0 2026-11-22T00:00:00Z root/",
            "644 0 2026-11-22T00:00:00Z root/a.txt",
            "755 0 2026-11-22T00:00:00Z root/bin/",
            "755 0 2026-11-22T00:00:00Z root/bin/run");
  }

  private static Path pack(Path dir, String... names) throws IOException {
    Path root = dir.resolve("root");
    for (String name : names) {
      Path file = root.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    }
    Path archive = dir.resolve("root.tar.gz");
    TarGz.write(root, TIME, archive);
    return archive;
  }
}
