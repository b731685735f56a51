package io.surety.cli.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.cli.http.Api;
import io.surety.cli.print.Json;
import io.surety.rest.CommandException;
import io.surety.rest.Version;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a server answers, is ready, and is the one that is meant. */
final class ServerChecks {
  private static final int OK = 200;

  private final Api api;
  private final boolean isNamed;

  /**
   * A server.
   *
   * @param isNamed whether somebody said that there is one
   */
  ServerChecks(Api api, boolean isNamed) {
    this.api = api;
    this.isNamed = isNamed;
  }

  /**
   * What was found.
   *
   * @param isThere whether a server of ours answered
   * @param destinations that are registered, where the caller may know
   */
  record Seen(List<Finding> findings, boolean isThere, Optional<List<String>> destinations) {}

  Seen run() throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    try {
      HttpResponse<InputStream> answer = api.look("version");
      long now = System.currentTimeMillis();
      JsonNode version = body(answer);
      if (!version.hasNonNull("version")) {
        findings.add(
            Finding.fail(
                "server", "another program answers at " + api.url(), "check --url and the port"));
        return new Seen(findings, false, Optional.empty());
      }
      findings.add(version(version.path("version").asText()));
      clock(answer, now).ifPresent(findings::add);
      findings.add(readiness(api.look("health/ready")));
      return new Seen(findings, true, destinations(findings));
    } catch (CommandException e) {
      findings.add(
          isNamed
              ? Finding.fail("server", String.valueOf(e.getMessage()), "")
              : Finding.warn(
                  "server",
                  "none answers at " + api.url(),
                  "start one, or say with --url where it is"));
      return new Seen(findings, false, Optional.empty());
    } catch (IOException e) {
      findings.add(Finding.fail("server", "its answer broke off: " + e, ""));
      return new Seen(findings, false, Optional.empty());
    }
  }

  private Finding version(String number) {
    String found = api.url() + " has version " + number;
    return number.equals(Version.number())
        ? Finding.ok("server", found)
        : Finding.warn(
            "server", found + ", and this program is " + Version.number(), "use the same version");
  }

  private static Optional<Finding> clock(HttpResponse<?> answer, long now) {
    try {
      return answer
          .headers()
          .firstValue("Date")
          .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME))
          .map(ZonedDateTime::toInstant)
          .map(Instant::toEpochMilli)
          .map(told -> ClockChecks.server(told, now));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Finding readiness(HttpResponse<InputStream> answer) throws IOException {
    String state = body(answer).path("state").asText("unknown");
    return answer.statusCode() == OK
        ? Finding.ok("server", "it is ready (" + state + ")")
        : Finding.warn(
            "server",
            "it is not ready (" + state + ")",
            "wait while it starts; 'surety nodes' shows how far each partition is");
  }

  private Optional<List<String>> destinations(List<Finding> findings) throws InterruptedException {
    try {
      List<String> topics = new ArrayList<>();
      for (JsonNode item : api.get("destinations").json().path("items")) {
        topics.add(item.path("topic").asText());
      }
      return Optional.of(topics);
    } catch (CommandException e) {
      findings.add(Finding.warn("server", String.valueOf(e.getMessage()), ""));
      return Optional.empty();
    }
  }

  private static JsonNode body(HttpResponse<InputStream> answer) throws IOException {
    try (InputStream in = answer.body()) {
      byte[] bytes = in.readAllBytes();
      return bytes.length > 0 && bytes[0] == '{' ? Json.read(bytes) : Json.object();
    }
  }
}
