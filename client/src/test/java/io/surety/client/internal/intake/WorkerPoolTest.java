package io.surety.client.internal.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WorkerPoolTest {
  private final WorkerPool pool = new WorkerPool("workers", 2);

  @Test
  void itsThreadsAreNamedAndDoNotKeepTheJvmAlive() throws Exception {
    Thread thread = CompletableFuture.supplyAsync(Thread::currentThread, pool).get();

    assertThat(thread.getName()).isEqualTo("workers-1");
    assertThat(thread.isDaemon()).isTrue();
    pool.shutdownNow();
  }

  @Test
  void itsThreadsAreVirtualWhereTheJvmHasThem() throws Exception {
    Thread thread = CompletableFuture.supplyAsync(Thread::currentThread, pool).get();

    // Thread.isVirtual() is not there in 17; its text has said it since 21.
    assertThat(thread.toString().startsWith("VirtualThread["))
        .isEqualTo(Runtime.version().feature() >= 21);
    pool.shutdownNow();
  }

  @Test
  void knowsItsOwnThreads() throws Exception {
    WorkerPool other = new WorkerPool("others", 1);

    assertThat(CompletableFuture.supplyAsync(pool::isCurrentThread, pool).get()).isTrue();
    assertThat(CompletableFuture.supplyAsync(pool::isCurrentThread, other).get()).isFalse();
    assertThat(pool.isCurrentThread()).isFalse();
    pool.shutdownNow();
    other.shutdownNow();
  }
}
