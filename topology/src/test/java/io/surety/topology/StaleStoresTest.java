package io.surety.topology;

import static io.surety.topology.CoordinatorWorld.status;
import static io.surety.topology.Signals.prepare;
import static io.surety.topology.support.TestTopics.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that was away for so long that the changelogs may have lost deletions it has not seen. */
class StaleStoresTest {
  @TempDir private Path stateDir;

  private final CoordinatorWorld world = CoordinatorWorld.onSharedBroker();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void areEmptiedAndRestoredFromTheChangelogs() throws IOException {
    Coordinator first = world.startReady(stateDir);
    world.prepare(prepare("m1"));
    await().until(() -> status(first, "m1").equals("PREPARED"));
    first.close();
    Path leftBehind = Files.createFile(anyTaskDirectory().resolve("left-behind"));
    Files.setLastModifiedTime(mark(), FileTime.from(Instant.now().minus(Duration.ofHours(10))));

    Coordinator second = world.start(stateDir, Map.of());

    await().until(() -> status(second, "m1").equals("PREPARED"));
    assertThat(leftBehind).doesNotExist();
  }

  @Test
  void areUsedAgainAfterAShortStop() throws IOException {
    world.startReady(stateDir).close();
    Path leftBehind = Files.createFile(anyTaskDirectory().resolve("left-behind"));

    world.startReady(stateDir);

    assertThat(leftBehind).exists();
  }

  private Path mark() throws IOException {
    try (Stream<Path> files = Files.list(stateDir)) {
      return files.filter(file -> file.toString().endsWith(".in-use")).findFirst().orElseThrow();
    }
  }

  private Path anyTaskDirectory() throws IOException {
    try (Stream<Path> files = Files.walk(stateDir, 2)) {
      return files
          .filter(file -> file.getFileName().toString().matches("0_\\d"))
          .findFirst()
          .orElseThrow();
    }
  }
}
