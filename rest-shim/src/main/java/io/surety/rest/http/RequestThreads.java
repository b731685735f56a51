package io.surety.rest.http;

import io.javalin.config.JavalinConfig;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/**
 * The threads that requests are handled on: virtual ones where there are any (Java 21 and newer),
 * so that requests that wait for a signal cost no thread of the machine. Bounded all the same, as
 * each request may hold a body.
 */
final class RequestThreads {
  private static final int PLATFORM_MAX = 200;
  private static final int PLATFORM_MIN = 8;
  private static final int VIRTUAL_MAX = 2_000;

  private RequestThreads() {}

  /** How many requests may wait for signals at the same time; a quarter is left for the others. */
  static int waitersMax() {
    return (VirtualThreads.areSupported() ? VIRTUAL_MAX : PLATFORM_MAX) / 4 * 3;
  }

  static void install(JavalinConfig config) {
    QueuedThreadPool threads = new QueuedThreadPool(PLATFORM_MAX, PLATFORM_MIN);
    threads.setName("surety-http");
    if (VirtualThreads.areSupported()) {
      VirtualThreadPool requests = new VirtualThreadPool(VIRTUAL_MAX);
      requests.setName("surety-request");
      threads.setVirtualThreadsExecutor(requests);
      // The server starts and stops what it is told of.
      config.jetty.modifyServer(server -> server.addBean(requests, true));
    }
    config.jetty.threadPool = threads;
  }
}
