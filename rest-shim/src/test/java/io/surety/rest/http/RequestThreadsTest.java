package io.surety.rest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.util.VirtualThreads;
import org.junit.jupiter.api.Test;

class RequestThreadsTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @Test
  void leavesRoomForOthersWhileAsManyAsMayWait() throws Exception {
    CountDownLatch waiting = new CountDownLatch(RequestThreads.waitersMax());
    CountDownLatch end = new CountDownLatch(1);
    Javalin server =
        Javalin.create(
                config -> {
                  config.startup.showJavalinBanner = false;
                  RequestThreads.install(config);
                  config.routes.get("/thread", ctx -> ctx.result(kindOfThread()));
                  config.routes.get(
                      "/wait",
                      ctx -> {
                        waiting.countDown();
                        end.await();
                      });
                })
            .start("127.0.0.1", 0);
    try {
      List<CompletableFuture<HttpResponse<String>>> waiters = new ArrayList<>();
      for (long i = waiting.getCount(); i > 0; i--) {
        waiters.add(get(server, "/wait"));
      }
      waiting.await();

      assertThat(get(server, "/thread").join().body())
          .isEqualTo(VirtualThreads.areSupported() ? "virtual" : "platform");
      end.countDown();
      waiters.forEach(waiter -> assertThat(waiter.join().statusCode()).isEqualTo(200));
    } finally {
      end.countDown();
      server.stop();
    }
  }

  private static String kindOfThread() {
    return VirtualThreads.isVirtualThread() ? "virtual" : "platform";
  }

  private static CompletableFuture<HttpResponse<String>> get(Javalin server, String path) {
    return HTTP.sendAsync(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build(),
        BodyHandlers.ofString());
  }
}
