package io.surety.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class Uuid7Test {
  private final AtomicLong clock = new AtomicLong(0x017F_22E2_79B0L);
  private final Uuid7 uuids = new Uuid7(clock::get, new Random(7));

  @Test
  void hasTheLayoutOfRfc9562() {
    UUID uuid = uuids.next();

    assertThat(uuid.version()).isEqualTo(7);
    assertThat(uuid.variant()).isEqualTo(2);
    assertThat(uuid.toString()).startsWith("017f22e2-79b0-7");
  }

  @Test
  void growsWithinOneMillisecondBeyondItsCounter() {
    assertThat(texts(10_000)).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void growsWhenTheClockStepsBack() {
    String before = uuids.next().toString();
    clock.addAndGet(-5_000);

    assertThat(uuids.next().toString()).isGreaterThan(before);
  }

  @Test
  void growsWithTheClock() {
    Supplier<String> nextMillisecond =
        () -> {
          clock.incrementAndGet();
          return uuids.next().toString();
        };

    assertThat(Stream.generate(nextMillisecond).limit(100))
        .isSorted()
        .allMatch(text -> text.length() == 36);
  }

  @Test
  void newIdsAreUniqueAcrossThreadsAndValid() {
    Set<String> ids =
        IntStream.range(0, 20_000)
            .parallel()
            .mapToObj(i -> MessageIds.check(MessageIds.newId()))
            .collect(Collectors.toSet());

    assertThat(ids).hasSize(20_000);
  }

  private java.util.List<String> texts(int count) {
    return Stream.generate(() -> uuids.next().toString()).limit(count).toList();
  }
}
