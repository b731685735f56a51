package io.surety.rest.callback;

import io.surety.rest.signal.Answers;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the calls, each in the lane of its host, on threads of their own. Thread-safe. */
final class CallbackCalls implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CallbackCalls.class);
  private static final int THREADS_MAX = 256;

  private final CallbackRules rules;
  private final CallbackCounts counts;
  private final HttpCaller caller;
  private final CallbackWork work;
  private final ThreadPoolExecutor threads = threads();
  private final HostLanes lanes;

  CallbackCalls(
      CallbackRules rules,
      CallbackCounts counts,
      HttpCaller caller,
      CallbackWork work,
      int perHostMax) {
    this.rules = rules;
    this.counts = counts;
    this.caller = caller;
    this.work = work;
    this.lanes = new HostLanes(threads, perHostMax, System::nanoTime);
  }

  static CallbackCalls open(
      CallbackConfig config,
      CallbackRules rules,
      Answers answers,
      CallbackCounts counts,
      LongSupplier clock) {
    HttpCaller caller = new HttpCaller(config, rules.guard(), tls());
    CallbackWork work = new CallbackWork(caller, rules.secrets(), answers, counts, clock);
    return new CallbackCalls(rules, counts, caller, work, config.perHostMax());
  }

  private static SSLContext tls() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JVM's trust store cannot be read", e);
    }
  }

  private static ThreadPoolExecutor threads() {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            THREADS_MAX,
            THREADS_MAX,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "surety-callback-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  /** Asks as soon as the host's lane allows it; does not wait. */
  void ask(Question question, CallbackTarget target) {
    CallbackUrl url;
    try {
      url = rules.guard().admitted(target.url());
    } catch (IllegalArgumentException e) {
      LOG.warn(
          "{} '{}' is not called: its URL {}", question.kind(), question.who(), e.getMessage());
      counts.ended(question.kind(), CallOutcome.NOT_ALLOWED);
      return;
    }
    lanes.add(url.authority(), work.call(question, target, url));
  }

  int waiting() {
    return lanes.waiting();
  }

  int hostsHeldBack() {
    return lanes.heldBack();
  }

  /** Ends every call. */
  @Override
  public void close() {
    threads.shutdownNow();
    caller.close();
  }
}
