package io.surety.topology;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ThreadReplacementTest {
  private long nanos = -5;
  private final ThreadReplacement replacement = new ThreadReplacement(() -> nanos);

  @Test
  void replacesFiveThreadsWithinTenMinutesAndThenGivesUp() {
    for (int i = 0; i < 5; i++) {
      assertThat(fail()).isEqualTo(REPLACE_THREAD);
      advance(Duration.ofMinutes(1));
    }

    assertThat(fail()).isEqualTo(SHUTDOWN_CLIENT);
  }

  @Test
  void forgetsWhatIsLongAgo() {
    for (int i = 0; i < 20; i++) {
      assertThat(fail()).isEqualTo(REPLACE_THREAD);
      advance(Duration.ofMinutes(2).plusSeconds(1));
    }
  }

  @Test
  void doesNotGoOnAfterAnError() {
    assertThat(replacement.handle(new OutOfMemoryError("test"))).isEqualTo(SHUTDOWN_CLIENT);
  }

  @Test
  void doesNotGoOnWithoutTheThreadThatReadsTheRegistry() throws InterruptedException {
    AtomicReference<Object> answer = new AtomicReference<>();
    Thread global = new Thread(() -> answer.set(fail()), "app-GlobalStreamThread");
    global.start();
    global.join();

    assertThat(answer.get()).isEqualTo(SHUTDOWN_CLIENT);
  }

  private Object fail() {
    return replacement.handle(new IllegalStateException("test"));
  }

  private void advance(Duration duration) {
    nanos += duration.toNanos();
  }
}
