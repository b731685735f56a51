package io.surety.rest;

import io.javalin.Javalin;
import io.surety.embedded.SharedBroker;
import io.surety.rest.load.KafkaAlone;
import io.surety.rest.load.Settlers;
import io.surety.rest.load.SlowReaders;
import io.surety.rest.load.Wrk;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * How fast REST is on this machine, beside what it cannot be faster than: a bare Javalin route, and
 * a bare Kafka producer, in the same run. Needs {@code wrk} on the path; see README.md beside
 * {@code load}. No test: it measures and judges nothing.
 */
public final class HttpLoad {
  private static final int MESSAGES = Integer.getInteger("surety.load.messages", 500);
  private static final int CONNECTIONS = 32;
  private static final int SLOW_READERS = 200;
  private static final int LARGE_BYTES = 900_000;
  private static final int PAYLOAD_BYTES = 200;

  private final Duration each = Duration.ofSeconds(Integer.getInteger("surety.load.seconds", 10));
  private final Installation installation = new Installation();
  private final Wrk wrk = new Wrk(CONNECTIONS, each);

  private HttpLoad() {}

  /** Measures, and prints a table. */
  public static void main(String[] args) throws Exception {
    new HttpLoad().run();
    // Threads of the shared broker would keep the JVM.
    System.exit(0);
  }

  private void run() throws Exception {
    try (SuretyServer server =
        installation
            .with("surety.rest.wait.max.ms", "30000")
            // As it is by default, and not as tests have it.
            .with("surety.registry.staleness.max.ms", "1000")
            .start()) {
      Rest rest = new Rest(server);
      String orders = installation.topic("orders");
      rest.put("destinations/" + orders, "").is(200);
      rest.put("subscriptions/" + orders + "/g", "").is(200);
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < MESSAGES; i++) {
        ids.add(rest.message("prepare", orders));
      }
      String sample = rest.get("messages/" + ids.get(0)).is(200).response().body();

      bareRoute(sample);
      gets(server.url(), ids);
      prepares("POST prepare", server.url(), orders, "");
      prepares("... respond-async", server.url(), orders, "respond-async");
      System.out.println(
          new KafkaAlone(
                  SharedBroker.get().clientConfig(), installation.topic("alone"), CONNECTIONS, each)
              .run());
      settling(server.url(), rest, orders);
    }
  }

  private void bareRoute(String body) throws Exception {
    Javalin bare =
        Javalin.create(
                config -> {
                  config.startup.showJavalinBanner = false;
                  config.routes.get("/x", ctx -> ctx.contentType("application/json").result(body));
                })
            .start("127.0.0.1", 0);
    try {
      wrk.run("warm-up", "http://127.0.0.1:" + bare.port() + "/x", "");
      System.out.println(
          wrk.run("bare Javalin route", "http://127.0.0.1:" + bare.port() + "/x", ""));
    } finally {
      bare.stop();
    }
  }

  private void gets(URI url, List<String> ids) throws Exception {
    String script =
        "local n = 0\nlocal ids = {\""
            + String.join("\",\"", ids)
            + "\"}\n"
            + "request = function() n = n + 1; return wrk.format('GET', '/api/v1/messages/' .."
            + " ids[n % #ids + 1]) end\n";
    wrk.run("warm-up", url.toString(), script);
    System.out.println(wrk.run("GET by id", url.toString(), script));
  }

  private void prepares(String what, URI url, String topic, String prefer) throws Exception {
    String body =
        "{\"mode\":\"prepare\",\"producer\":\"shop\",\"destination\":\""
            + topic
            + "\",\"payload\":\""
            + "x".repeat(PAYLOAD_BYTES)
            + "\"}";
    String script =
        "wrk.method = 'POST'\nwrk.path = '/api/v1/messages'\nwrk.body = '"
            + body
            + "'\n"
            + "wrk.headers['Content-Type'] = 'application/json'\n"
            + (prefer.isEmpty() ? "" : "wrk.headers['Prefer'] = '" + prefer + "'\n");
    wrk.run("warm-up", url.toString(), script);
    System.out.println(wrk.run(what, url.toString(), script));
  }

  /** Prepare and confirm, in turn without and with readers that read some bytes a second. */
  private void settling(URI url, Rest rest, String topic) throws Exception {
    String large =
        rest.post("messages", Rest.body("prepare", topic).replace("hello", "x".repeat(LARGE_BYTES)))
            .is(201)
            .text("/id");
    Settlers settlers = new Settlers(url, topic, 16, each);
    settlers.run();
    double[] without = new double[2];
    double[] with = new double[2];
    for (int round = 0; round < 2; round++) {
      without[round] = settlers.run();
      try (SlowReaders readers =
          SlowReaders.open(url, "/api/v1/messages/" + large + "/payload", SLOW_READERS)) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(readers::allHaveBegun);
        with[round] = settlers.run();
        System.out.printf("  %d of %d slow readers are still open%n", readers.open(), SLOW_READERS);
      }
    }
    System.out.printf(
        "settled a second, without %s and with %d slow readers: %s and %s%n",
        "", SLOW_READERS, Arrays.toString(without), Arrays.toString(with));
  }
}
