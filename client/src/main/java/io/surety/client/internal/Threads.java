package io.surety.client.internal;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes threads with names that tell whose they are. */
public final class Threads {
  private static final int VIRTUAL_SINCE = 21;

  private Threads() {}

  /** Threads {@code name-1}, {@code name-2}, … that do not keep the JVM alive. */
  public static ThreadFactory daemons(String name) {
    AtomicInteger number = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /** As {@link #daemons}, but virtual threads on a JVM that has them (21 and newer). */
  public static ThreadFactory virtualIfPossible(String name) {
    return virtual(name).orElseGet(() -> daemons(name));
  }

  /** This is compiled for 17, which has not got {@code Thread.ofVirtual()}. */
  private static Optional<ThreadFactory> virtual(String name) {
    if (Runtime.version().feature() < VIRTUAL_SINCE) {
      return Optional.empty();
    }
    try {
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      Class<?> type = Class.forName("java.lang.Thread$Builder");
      Method named = type.getMethod("name", String.class, long.class);
      Object numbered = named.invoke(builder, name + "-", 1L);
      return Optional.of((ThreadFactory) type.getMethod("factory").invoke(numbered));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("every Java platform from 21 on has virtual threads", e);
    }
  }
}
