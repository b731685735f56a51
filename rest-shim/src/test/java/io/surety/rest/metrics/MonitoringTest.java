package io.surety.rest.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** Alert rules and dashboard speak of metrics and labels that there are. */
class MonitoringTest {
  private static final Path K8S = Path.of("..", "k8s");
  private static final Path DIRECTORY = K8S.resolve("helm/surety/files");
  private static final Pattern NAME =
      Pattern.compile("\\bsurety_[a-z_]+\\b(\\{(?<matchers>[^}]*)})?");
  private static final Pattern MATCHER = Pattern.compile("([a-z_]+)\\s*(=~|!~|!=|=)");
  private static final Pattern BY = Pattern.compile("\\bby\\s*\\(([^)]*)\\)");

  /** What Prometheus itself adds, and the bounds of histograms. */
  private static final Set<String> ALWAYS = Set.of("job", "instance", "le");

  private static final Map<String, Metric> SERIES = series();

  private static Map<String, Metric> series() {
    Map<String, Metric> series = new HashMap<>();
    for (Metric metric : Metric.values()) {
      switch (metric.kind()) {
        case COUNTER, GAUGE -> series.put(metric.metricName(), metric);
        case HISTOGRAM ->
            List.of("_bucket", "_sum", "_count")
                .forEach(ending -> series.put(metric.metricName() + ending, metric));
      }
    }
    return series;
  }

  static Stream<String> expressions() throws IOException {
    List<String> all = new ArrayList<>();
    for (Map<String, Object> rule : rules()) {
      all.add((String) rule.get("expr"));
    }
    JsonNode dashboard =
        new ObjectMapper().readTree(DIRECTORY.resolve("surety-dashboard.json").toFile());
    all.addAll(dashboard.findValuesAsText("expr"));
    all.addAll(dashboard.findValuesAsText("definition"));
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("expressions")
  void namesWhatThereIs(String expression) {
    Set<String> labels = new HashSet<>(ALWAYS);
    Matcher name = NAME.matcher(expression);
    int names = 0;
    while (name.find()) {
      names++;
      String series = name.group().replaceAll("\\{.*", "");
      assertThat(SERIES).containsKey(series);
      List<String> own = SERIES.get(series).labels();
      labels.addAll(own);
      Matcher matcher =
          MATCHER.matcher(name.group("matchers") == null ? "" : name.group("matchers"));
      while (matcher.find()) {
        assertThat(ALWAYS.contains(matcher.group(1)) || own.contains(matcher.group(1)))
            .as(series + " has no label " + matcher.group(1))
            .isTrue();
      }
    }
    assertThat(names).isPositive();
    Matcher by = BY.matcher(expression);
    while (by.find()) {
      assertThat(labels).containsAll(Arrays.asList(by.group(1).split("\\s*,\\s*")));
    }
  }

  @Test
  void everyAlertSaysHowBadItIsAndWhatToDo() throws IOException {
    List<Map<String, Object>> rules = rules();

    assertThat(rules).hasSizeGreaterThan(15);
    assertThat(rules)
        .allSatisfy(
            rule -> {
              assertThat((String) rule.get("alert")).startsWith("Surety");
              assertThat(map(rule.get("labels")).get("severity")).isIn("critical", "warning");
              assertThat(map(rule.get("annotations"))).containsOnlyKeys("summary", "description");
            });
    assertThat(rules.stream().map(rule -> rule.get("alert"))).doesNotHaveDuplicates();
  }

  @Test
  void thePromiseItselfIsWatched() throws IOException {
    String all = Files.readString(DIRECTORY.resolve("surety-alerts.yaml"));

    assertThat(all)
        .contains(
            Metric.UNACCOUNTED.metricName(),
            Metric.DEFECTS.metricName(),
            Metric.OLDEST_UNPROCESSED.metricName(),
            Metric.DEAD_LETTERS.metricName());
  }

  @Test
  void thePanelsOfTheDashboardDoNotOverlap() throws IOException {
    JsonNode panels =
        new ObjectMapper()
            .readTree(DIRECTORY.resolve("surety-dashboard.json").toFile())
            .at("/panels");
    Set<Integer> ids = new HashSet<>();
    Set<String> cells = new HashSet<>();

    for (JsonNode panel : panels) {
      assertThat(ids.add(panel.at("/id").asInt())).isTrue();
      JsonNode place = panel.at("/gridPos");
      for (int x = 0; x < place.at("/w").asInt(); x++) {
        for (int y = 0; y < place.at("/h").asInt(); y++) {
          assertThat(place.at("/x").asInt() + x).isLessThan(24);
          assertThat(cells.add((place.at("/x").asInt() + x) + "," + (place.at("/y").asInt() + y)))
              .as(panel.at("/title").asText())
              .isTrue();
        }
      }
    }
  }

  @Test
  void theRulesPassTheirUnitTests() throws Exception {
    File promtool = onPath("promtool");
    assumeTrue(promtool != null, "promtool is not installed");

    run(promtool, "check", "rules", "helm/surety/files/surety-alerts.yaml");
    run(promtool, "test", "rules", "monitoring/surety-alerts-test.yaml");
  }

  private static void run(File tool, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(tool.getPath()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(K8S.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  private static File onPath(String name) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(directory -> new File(directory, name))
        .filter(File::canExecute)
        .findFirst()
        .orElse(null);
  }

  private static List<Map<String, Object>> rules() throws IOException {
    Map<String, Object> file =
        new Yaml().load(Files.readString(DIRECTORY.resolve("surety-alerts.yaml")));
    List<Map<String, Object>> rules = new ArrayList<>();
    for (Object group : (List<?>) file.get("groups")) {
      for (Object rule : (List<?>) map(group).get("rules")) {
        rules.add(map(rule));
      }
    }
    return rules;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object yaml) {
    return (Map<String, Object>) yaml;
  }
}
