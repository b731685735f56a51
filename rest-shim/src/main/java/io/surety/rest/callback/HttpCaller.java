package io.surety.rest.callback;

import io.surety.rest.Version;
import io.surety.rest.callback.CallbackGuard.ForbiddenAddressException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.protocol.BasicHttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.Timeout;

/**
 * Posts a body and brings back a small answer, within limits that hold whatever the other side
 * does: time, size, no redirect, no cookie, no proxy, no compression, no second try. Every call has
 * a connection of its own, so that its address has just been looked at.
 *
 * <p>Thread-safe.
 */
final class HttpCaller implements AutoCloseable {
  static final int BODY_MAX_BYTES = 4 * 1024;

  private static final int LINE_MAX_BYTES = 8 * 1024;
  private static final int HEADERS_MAX = 100;
  private static final int CONNECTIONS_MAX = 1_000;

  private final CloseableHttpClient client;
  private final Duration callTimeout;
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "surety-callback-deadlines");
            thread.setDaemon(true);
            return thread;
          });

  HttpCaller(CallbackConfig config, DnsResolver resolver, SSLContext tls) {
    callTimeout = config.callTimeout();
    client =
        HttpClients.custom()
            .setConnectionManager(connections(config, resolver, tls))
            .setConnectionReuseStrategy((request, response, context) -> false)
            .setUserAgent("surety/" + Version.number())
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching()
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(timeout(callTimeout))
                    .setResponseTimeout(timeout(callTimeout))
                    .setAuthenticationEnabled(false)
                    .setProtocolUpgradeEnabled(false)
                    .build())
            .build();
  }

  private static HttpClientConnectionManager connections(
      CallbackConfig config, DnsResolver resolver, SSLContext tls) {
    Http1Config http =
        Http1Config.custom()
            .setMaxLineLength(LINE_MAX_BYTES)
            .setMaxHeaderCount(HEADERS_MAX)
            .setMaxEmptyLineCount(1)
            .build();
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setDnsResolver(resolver)
        .setTlsSocketStrategy(new DefaultClientTlsStrategy(tls))
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder()
                .http1Config(http)
                // The client's own parser skips what is not HTTP until something is.
                .responseParserFactory(new DefaultHttpResponseParserFactory(http))
                .build())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(timeout(config.connectTimeout()))
                .setSocketTimeout(timeout(config.callTimeout()))
                .build())
        .setDefaultSocketConfig(
            SocketConfig.custom().setSoTimeout(timeout(config.callTimeout())).build())
        .setDefaultTlsConfig(
            TlsConfig.custom().setHandshakeTimeout(timeout(config.callTimeout())).build())
        // How many there are at a time is decided before.
        .setMaxConnTotal(CONNECTIONS_MAX)
        .setMaxConnPerRoute(CONNECTIONS_MAX)
        .build();
  }

  private static Timeout timeout(Duration duration) {
    return Timeout.of(duration);
  }

  /** Calls, and waits for the answer. */
  HttpReply post(SignedCall call) {
    HttpPost request = new HttpPost(call.url().uri());
    request.setHeader("webhook-id", call.id());
    request.setHeader("webhook-timestamp", String.valueOf(call.timestamp()));
    request.setHeader("webhook-signature", call.signatures());
    request.setHeader("Accept", "application/json");
    request.setHeader("Connection", "close");
    request.setEntity(new ByteArrayEntity(call.body(), ContentType.APPLICATION_JSON));
    ScheduledFuture<?> deadline =
        deadlines.schedule(request::cancel, callTimeout.toNanos(), TimeUnit.NANOSECONDS);
    try {
      return exchange(request);
    } catch (IOException e) {
      return failed(e, request.isCancelled());
    } catch (IllegalStateException e) {
      // The client says so of a request that was cancelled in between.
      return HttpReply.failed(CallOutcome.TIMED_OUT, e.toString());
    } finally {
      deadline.cancel(false);
    }
  }

  private HttpReply exchange(HttpPost request) throws IOException {
    ClassicHttpResponse response = client.executeOpen(null, request, new BasicHttpContext());
    try {
      return reply(request, response);
    } finally {
      // What was broken off cannot be closed without an error, and what was read is read.
      Closer.closeQuietly(response);
    }
  }

  private static HttpReply reply(HttpPost request, ClassicHttpResponse response)
      throws IOException {
    int status = response.getCode();
    if (status >= HttpStatus.SC_SERVER_ERROR || status == HttpStatus.SC_TOO_MANY_REQUESTS) {
      return brokenOff(request, CallOutcome.SERVER_ERROR, "status " + status);
    }
    HttpEntity entity = response.getEntity();
    byte[] body = entity == null ? new byte[0] : start(entity.getContent());
    return body.length > BODY_MAX_BYTES
        ? brokenOff(
            request, CallOutcome.NO_VERDICT, "an answer of more than " + BODY_MAX_BYTES + " bytes")
        : HttpReply.answer(status, body);
  }

  /** One byte more than is taken, so that it is seen to be too much. */
  private static byte[] start(InputStream content) throws IOException {
    return content.readNBytes(BODY_MAX_BYTES + 1);
  }

  /** What is still to come is not waited for: without this, closing would read it to its end. */
  private static HttpReply brokenOff(HttpPost request, CallOutcome outcome, String detail) {
    request.cancel();
    return HttpReply.failed(outcome, detail);
  }

  private static HttpReply failed(IOException e, boolean wasCancelled) {
    return HttpReply.failed(outcome(e, wasCancelled), e.toString());
  }

  private static CallOutcome outcome(IOException e, boolean wasCancelled) {
    if (e instanceof ForbiddenAddressException) {
      return CallOutcome.NOT_ALLOWED;
    }
    if (e instanceof ConnectException || e instanceof UnknownHostException) {
      return CallOutcome.NOT_CONNECTED;
    }
    if (wasCancelled || e instanceof InterruptedIOException) {
      return e instanceof ConnectTimeoutException
          ? CallOutcome.NOT_CONNECTED
          : CallOutcome.TIMED_OUT;
    }
    if (e instanceof SSLException) {
      return CallOutcome.NOT_CONNECTED;
    }
    // Too large a head is an answer, and none that could be taken for a verdict.
    return e instanceof MessageConstraintException ? CallOutcome.NO_VERDICT : garbledOrBroken(e);
  }

  private static CallOutcome garbledOrBroken(IOException e) {
    boolean broken =
        e instanceof NoHttpResponseException
            || e instanceof ConnectionClosedException
            || e instanceof SocketException
            || e instanceof EOFException;
    return broken ? CallOutcome.BROKEN_OFF : CallOutcome.NO_VERDICT;
  }

  /** Ends every call. */
  @Override
  public void close() {
    deadlines.shutdownNow();
    client.close(CloseMode.IMMEDIATE);
  }
}
