package io.surety.client.jdbc;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Asks the coordinator over REST which messages have finished.
 *
 * <pre>{@code
 * PurgeOptions.defaults().withSettledCheck(RestSettledCheck.at(URI.create("http://localhost:8080")));
 * }</pre>
 *
 * <p>The coordinator remembers finished messages for a while ({@code surety.settled.retention.ms},
 * a day by default), and the archive, where there is one, for longer. Of what finished before that
 * it knows nothing. Local tables have rows only of messages that were handed over, so that nothing
 * known counts as finished here; {@link #provenOnly()} waits for proof instead, and needs an
 * archive that keeps messages for longer than the tables do.
 *
 * <p>Thread-safe.
 */
public final class RestSettledCheck implements SettledCheck {
  private static final int IDS_MAX = 1_000;
  private static final int OK = 200;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Pattern ID = Pattern.compile("\"([A-Za-z0-9._:~-]+)\"");

  private final URI route;
  private final boolean isUnknownSettled;
  private final Supplier<String> secret;
  private final HttpClient http;

  private RestSettledCheck(
      URI route, boolean isUnknownSettled, Supplier<String> secret, HttpClient http) {
    this.route = route;
    this.isUnknownSettled = isUnknownSettled;
    this.secret = secret;
    this.http = http;
  }

  /** Asks any server of the coordinator, as in {@code http://localhost:8080}. */
  public static RestSettledCheck at(URI server) {
    HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT.dividedBy(3)).build();
    return new RestSettledCheck(server.resolve("/api/v1/settled"), true, () -> "", http);
  }

  /** The same, where messages of which nothing is known are kept. */
  public RestSettledCheck provenOnly() {
    return new RestSettledCheck(route, false, secret, http);
  }

  /**
   * The same, with an API key or a token in each request.
   *
   * @param value asked for each time, since tokens end; nothing is sent for an empty one
   */
  public RestSettledCheck withSecret(Supplier<String> value) {
    return new RestSettledCheck(route, isUnknownSettled, value, http);
  }

  /**
   * As the coordinator says.
   *
   * @throws IOException when it does not answer, or not as expected
   */
  @Override
  public Set<String> settled(Collection<String> messageIds)
      throws IOException, InterruptedException {
    List<String> all = List.copyOf(messageIds);
    Set<String> settled = new HashSet<>();
    for (int from = 0; from < all.size(); from += IDS_MAX) {
      String answer = ask(all.subList(from, Math.min(all.size(), from + IDS_MAX)));
      settled.addAll(ids(answer, "settled"));
      if (isUnknownSettled) {
        settled.addAll(ids(answer, "unknown"));
      }
    }
    settled.retainAll(all);
    return settled;
  }

  private String ask(List<String> ids) throws IOException, InterruptedException {
    // Ids keep to characters that need no escape.
    String body = ids.stream().collect(Collectors.joining("\",\"", "{\"ids\":[\"", "\"]}"));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(route)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    String bearer = secret.get();
    if (!bearer.isEmpty()) {
      request.header("Authorization", "Bearer " + bearer);
    }
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() != OK) {
      throw new IOException(
          route + " answered " + response.statusCode() + ": " + response.body().strip());
    }
    return response.body();
  }

  /** The ids of one list of the answer. */
  private List<String> ids(String answer, String list) throws IOException {
    Matcher found = Pattern.compile("\"" + list + "\"\\s*:\\s*\\[([^]]*)]").matcher(answer);
    if (!found.find()) {
      throw new IOException(route + " answered without '" + list + "'");
    }
    List<String> ids = new ArrayList<>();
    Matcher id = ID.matcher(found.group(1));
    while (id.find()) {
      ids.add(id.group(1));
    }
    return ids;
  }
}
