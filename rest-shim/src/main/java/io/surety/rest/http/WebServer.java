package io.surety.rest.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import io.javalin.util.JavalinException;
import io.surety.rest.Engine;
import io.surety.rest.RestConfig;
import io.surety.rest.SecurityConfig;
import io.surety.rest.Version;
import io.surety.rest.access.PeerSeal;
import io.surety.rest.access.RateLimit;
import io.surety.rest.json.Json;
import io.surety.rest.metrics.HttpCounts;
import io.surety.rest.metrics.MetricsSource;
import io.surety.rest.redrive.MessageLookup;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server: routes, limits and errors put together. */
public final class WebServer implements AutoCloseable {
  /** Tokens may be long. */
  private static final int HEADER_MAX_BYTES = 16 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
  private static final long STOP_TIMEOUT_MS = 2_000;
  private static final Duration RELAY_MARGIN = Duration.ofSeconds(2);

  private final Javalin javalin;
  private final String scheme;
  private final String host;
  private final List<Route> routes;
  private final MessageLookup messages;

  private WebServer(
      Javalin javalin, String scheme, String host, List<Route> routes, MessageLookup messages) {
    this.javalin = javalin;
    this.scheme = scheme;
    this.host = host;
    this.routes = routes;
    this.messages = messages;
  }

  /**
   * A server that listens.
   *
   * @throws io.javalin.util.JavalinBindException when the port is taken
   */
  static WebServer start(
      RestConfig config, Supplier<Engine> engine, ServerState state, MetricsSource metrics) {
    WebServer server = create(config, engine, state, metrics);
    server.listen();
    return server;
  }

  /**
   * A server that does not listen yet, with the keys and certificates that it needs.
   *
   * @param engine what the routes need; throws a problem while it is not there
   * @param metrics what is told of it all, and where requests are counted
   * @throws io.surety.topology.config.InvalidConfigException when a file cannot be used
   */
  public static WebServer create(
      RestConfig config, Supplier<Engine> engine, ServerState state, MetricsSource metrics) {
    Json json = new Json(config.bodyMaxBytes());
    Replies replies = new Replies(json);
    Bodies bodies = new Bodies(json, config.bodyMaxBytes());
    SecurityConfig security = config.security();
    Optional<Tls> tls = security.tls().map(Tls::new);
    Optional<PeerSeal> seal =
        security
            .peerSecret()
            .filter(secret -> security.isClosed())
            .map(secret -> new PeerSeal(secret.value(), System::currentTimeMillis));
    Peers peers =
        new Peers(
            config.waitMax().plus(RELAY_MARGIN),
            new PeerLink(seal, tls.map(Tls::peers)),
            metrics.peers());
    RateLimit rate = new RateLimit(security.requestsPerSecond(), System::nanoTime);
    Door door =
        new Door(
            security.authentication(),
            seal,
            rate,
            bodies,
            new Auditing(engine, bodies),
            metrics.peers());
    FanOut fanOut = new FanOut(peers);
    Lists lists = new Lists(engine, fanOut, json);
    List<Route> routes =
        Routes.of(
            new MessageRoutes(engine, bodies, peers, replies, System::currentTimeMillis),
            new RegistrationRoutes(engine, bodies, replies),
            new ServerRoutes(state, metrics, replies),
            Stream.concat(
                    ReadingRoutes.of(
                        engine,
                        peers,
                        fanOut,
                        lists,
                        json,
                        bodies,
                        replies,
                        System::currentTimeMillis)
                        .stream(),
                    RedriveRoutes.of(engine, lists, bodies, replies, System::currentTimeMillis)
                        .stream())
                .toList());
    Javalin javalin =
        Javalin.create(
            javalinConfig -> {
              limit(javalinConfig, config, tls, json);
              new Failures(replies, json).install(javalinConfig);
              if (!security.isClosed()) {
                javalinConfig.routes.before(new LoopbackGuard());
              }
              javalinConfig.routes.before(new SecurityHeaders(tls.isPresent()));
              javalinConfig.requestLogger.http(
                  (ctx, millis) -> count(metrics.http(), ctx, (long) (millis * 1e6)));
              javalinConfig.routes.get("/", new IndexPage(Version.number(), routes));
              routes.forEach(
                  route ->
                      javalinConfig.routes.addHttpHandler(
                          route.method(), route.path(), door.of(route)));
            });
    return new WebServer(
        javalin,
        tls.isPresent() ? "https" : "http",
        config.host(),
        routes,
        new MessageLooks(engine, peers));
  }

  /** How many requests may wait for signals to be processed. */
  public static int waitersMax() {
    return RequestThreads.waitersMax();
  }

  /**
   * Listens.
   *
   * @throws io.javalin.util.JavalinBindException when the port is taken
   */
  public void listen() {
    javalin.start();
  }

  /** {@code http} or {@code https}. */
  public String scheme() {
    return scheme;
  }

  /** {@code host:port}, with the port it really has; once it listens. */
  public String address() {
    return HostAndPort.of(host, javalin.port());
  }

  /** Finds messages, here or at other instances. */
  public MessageLookup messages() {
    return messages;
  }

  /** What it answers, but for the page that lists them. */
  List<Route> routes() {
    return routes;
  }

  /** Lets requests that are being answered finish, for two seconds. */
  @Override
  public void close() {
    try {
      javalin.stop();
    } catch (JavalinException e) {
      LOG.info("Requests were being answered when the server stopped", e);
    }
  }

  private static void limit(JavalinConfig config, RestConfig rest, Optional<Tls> tls, Json json) {
    config.startup.showJavalinBanner = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.http.generateEtags = false;
    RequestThreads.install(config);
    config.jetty.modifyHttpConfiguration(
        http -> {
          http.setSendServerVersion(false);
          http.setRequestHeaderSize(HEADER_MAX_BYTES);
        });
    config.jetty.addConnector(
        (server, http) -> {
          ServerConnector connector = new ServerConnector(server, connections(tls, http));
          connector.setHost(rest.host());
          connector.setPort(rest.port());
          connector.setShutdownIdleTimeout(STOP_TIMEOUT_MS / 2);
          return connector;
        });
    config.jetty.modifyServer(
        server -> {
          server.setErrorHandler(new JettyErrors(json));
          server.setStopTimeout(STOP_TIMEOUT_MS);
          server.setStopAtShutdown(false);
        });
  }

  private static ConnectionFactory[] connections(Optional<Tls> tls, HttpConfiguration http) {
    if (tls.isEmpty()) {
      return new ConnectionFactory[] {new HttpConnectionFactory(http)};
    }
    HttpConfiguration https = new HttpConfiguration(http);
    https.addCustomizer(new SecureRequestCustomizer(false));
    SslContextFactory.Server certificates = new SslContextFactory.Server();
    certificates.setSslContext(tls.get().server());
    return new ConnectionFactory[] {
      new SslConnectionFactory(certificates, HttpVersion.HTTP_1_1.asString()),
      new HttpConnectionFactory(https)
    };
  }

  private static void count(HttpCounts counts, Context ctx, long nanos) {
    @Nullable Endpoint route = ctx.endpoints().matchedHttpEndpoint();
    if (route == null) {
      counts.refused(ctx.statusCode(), nanos);
    } else {
      counts.answered(route.method.name(), route.path, ctx.statusCode(), nanos);
    }
  }
}
