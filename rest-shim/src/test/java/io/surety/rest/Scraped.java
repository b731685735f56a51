package io.surety.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server tells Prometheus, read as Prometheus reads it. */
final class Scraped {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Pattern LINE =
      Pattern.compile("(?<name>[a-z_]+)(\\{(?<labels>.*)})? (?<value>[^ ]+)");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  private final List<Sample> samples = new ArrayList<>();

  /** One line. */
  record Sample(String name, Map<String, String> labels, double value) {
    String label(String label) {
      return labels.getOrDefault(label, "");
    }
  }

  static Scraped from(SuretyServer server) {
    return from(server, "");
  }

  /** With an API key; empty for none. */
  static Scraped from(SuretyServer server, String secret) {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.url().resolve("/metrics"));
    if (!secret.isEmpty()) {
      request.header("Authorization", "Bearer " + secret);
    }
    try {
      HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/plain; version=0.0.4");
      return new Scraped(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Scraped(String text) {
    text.lines().filter(line -> !line.startsWith("#")).forEach(this::add);
  }

  private void add(String line) {
    Matcher parts = LINE.matcher(line);
    assertThat(parts.matches()).as(line).isTrue();
    Map<String, String> labels = new HashMap<>();
    if (parts.group("labels") != null) {
      Matcher label = LABEL.matcher(parts.group("labels"));
      while (label.find()) {
        labels.put(label.group(1), label.group(2));
      }
    }
    String value = parts.group("value").replace("+Inf", "Infinity");
    samples.add(new Sample(parts.group("name"), labels, Double.parseDouble(value)));
  }

  List<Sample> samples() {
    return samples;
  }

  List<Sample> of(String name) {
    return samples.stream().filter(sample -> sample.name().equals(name)).toList();
  }

  /** All series of the metric together. */
  long sum(String name) {
    return sum(name, sample -> true);
  }

  long sum(String name, String label, String value) {
    return sum(name, sample -> sample.label(label).equals(value));
  }

  long sum(String name, Predicate<Sample> which) {
    return Math.round(of(name).stream().filter(which).mapToDouble(Sample::value).sum());
  }
}
