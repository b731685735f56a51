package io.surety.rest.callback;

import io.surety.rest.callback.CallbackGuard.NameService;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Looks names up on threads of its own, for no longer than connecting may take: a look-up cannot be
 * broken off, and a name server that says nothing would hold the caller for half a minute. A name
 * that does not come in time counts as unknown, so that its host is unreachable and nothing is
 * spent. Who asks for a name that is being looked up waits for that, so a name takes one thread,
 * however often it is asked for. Thread-safe.
 */
final class BoundedNames implements NameService {
  /** Names that may hang at the same time; for more of them a look-up is refused at once. */
  static final int THREADS_MAX = 32;

  private final NameService names;
  private final Duration limit;
  private final Map<String, CompletableFuture<InetAddress[]>> running = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor threads;

  BoundedNames(NameService names, Duration limit) {
    this.names = names;
    this.limit = limit;
    AtomicInteger number = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            0,
            THREADS_MAX,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> {
              Thread thread = new Thread(work, "surety-callback-names-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public InetAddress[] lookUp(String host) throws UnknownHostException {
    try {
      return running
          .computeIfAbsent(host, this::start)
          .get(limit.toNanos(), TimeUnit.NANOSECONDS)
          .clone();
    } catch (TimeoutException e) {
      throw unknown(host, "was not resolved within " + limit.toMillis() + " ms", e);
    } catch (RejectedExecutionException e) {
      throw unknown(host, "was not resolved: too many names are being looked up", e);
    } catch (ExecutionException e) {
      throw unknown(host, "cannot be resolved", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unknown(host, "was not resolved: the server is stopping", e);
    }
  }

  private CompletableFuture<InetAddress[]> start(String host) {
    CompletableFuture<InetAddress[]> found = new CompletableFuture<>();
    threads.execute(
        () -> {
          try {
            found.complete(names.lookUp(host));
          } catch (UnknownHostException | RuntimeException e) {
            found.completeExceptionally(e);
          } finally {
            // Only now: the next call looks again, as it must.
            running.remove(host);
          }
        });
    return found;
  }

  private static UnknownHostException unknown(String host, String what, Throwable cause) {
    UnknownHostException unknown = new UnknownHostException("'" + host + "' " + what);
    unknown.initCause(cause);
    return unknown;
  }
}
