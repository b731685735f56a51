package io.surety.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The chart is a good one, and refuses values that make no sense, saying which. */
class ChartTest {
  private static final Path DEV = Chart.DIRECTORY.resolve("ci/dev.yaml");

  @TempDir Path scratch;

  static Stream<Path> valueSets() {
    return Chart.valueSets().stream();
  }

  @ParameterizedTest
  @MethodSource("valueSets")
  void lintHasNoComplaint(Path values) throws IOException {
    LintResult lint = Chart.lint(values, scratch);

    assertThat(lint.isFailed()).as(String.join("\n", lint.getMessages())).isFalse();
    assertThat(lint.getMessages())
        .noneMatch(message -> message.contains("[WARNING]") || message.contains("[ERROR]"));
  }

  static Stream<Arguments> wrongValues() {
    return Stream.of(
            List.of("replica", "3", "replica"),
            List.of("memory.heap", "1024", "heap"),
            List.of("rest.auth.apikeys", "true", "apikeys"),
            List.of("networkPolicy.egress", "x", "egress"),
            List.of("monitoring.podMonitor.enable", "true", "enable"),
            List.of("kafka.auth.type", "kerberos", "kafka"),
            List.of("kafka.bootstrapServers", "kafka", "bootstrapServers"),
            List.of("storage.whenScaled", "Keep", "whenScaled"),
            List.of("topologySpread.zone", "Sometimes", "zone"),
            List.of("terminationGracePeriodSeconds", "5", "terminationGracePeriodSeconds"),
            List.of("podDisruptionBudget.maxUnavailable", "0", "maxUnavailable"),
            List.of("rest.auth.secret", "", "secret"),
            List.of("rest.auth.jwt.keys", "http://id.example/keys", "keys"),
            List.of("archive.url", "jdbc:mysql://db/x", "url"),
            List.of("config.surety\\.stream\\.threads", "4", "surety.stream.threads"),
            List.of("config.log\\.level", "x", "log.level"))
        .map(row -> Arguments.of(row.get(0), row.get(1), row.get(2)));
  }

  @ParameterizedTest
  @MethodSource("wrongValues")
  void theSchemaRefusesWhatIsNotAValue(String value, String wrong, String said) {
    assertThatThrownBy(() -> Chart.render(DEV, Map.of(value, wrong)))
        .hasMessageContaining("don't meet the specifications of the schema")
        .hasMessageContaining(said);
  }

  @Test
  void itSaysWhichValueIsMissing() {
    assertThatThrownBy(() -> Chart.render(DEV, Map.of("kafka.bootstrapServers", "")))
        .hasMessageContaining("kafka.bootstrapServers must be set");
    assertThatThrownBy(() -> Chart.render(DEV, Map.of("kafka.auth.type", "plain")))
        .hasMessageContaining("kafka.auth.secret must be set");
    assertThatThrownBy(
            () -> Chart.render(DEV, Map.of("kafka.auth.type", "tls", "kafka.auth.secret", "s")))
        .hasMessageContaining("kafka.auth.type tls needs kafka.tls.enabled");
    assertThatThrownBy(() -> Chart.render(DEV, Map.of("rest.auth.apiKeys", "false")))
        .hasMessageContaining("nobody could say who they are");
    assertThatThrownBy(() -> Chart.render(DEV, Map.of("rest.auth.jwt.keys", "https://id/k")))
        .hasMessageContaining("rest.auth.jwt.issuer must be set");
  }

  @Test
  void aKeyThatTheChartSetsCannotBeSetTwice() throws IOException {
    Path values = scratch.resolve("values.yaml");
    for (String key : List.of("surety.rest.port", "surety.application.server")) {
      Files.writeString(values, "{kafka: {bootstrapServers: 'k:1'}, config: {" + key + ": '1'}}");

      assertThatThrownBy(() -> Chart.render(values))
          .hasMessageContaining(key + " is set by the chart");
    }
  }

  @Test
  void everyValueHasItsPlaceInTheSchema() throws IOException {
    JsonNode values = Yaml.one(Files.readString(Chart.DIRECTORY.resolve("values.yaml")));
    JsonNode schema = Yaml.one(Files.readString(Chart.DIRECTORY.resolve("values.schema.json")));
    TreeSet<String> inSchema = new TreeSet<>();
    schema.at("/properties").fieldNames().forEachRemaining(inSchema::add);
    inSchema.remove("global");
    TreeSet<String> inValues = new TreeSet<>();
    values.fieldNames().forEachRemaining(inValues::add);

    assertThat(inSchema).isEqualTo(inValues);
    mustBeClosed("", schema);
  }

  /** Every object says what may be in it. */
  private static void mustBeClosed(String path, JsonNode node) {
    if (node.has("properties") && node.path("type").asText().equals("object")) {
      assertThat(node.has("additionalProperties")).as(path).isTrue();
    }
    node.properties().forEach(field -> mustBeClosed(path + "/" + field.getKey(), field.getValue()));
  }

  @Test
  void itIsOfThisVersion() throws IOException {
    JsonNode chart = Yaml.one(Files.readString(Chart.DIRECTORY.resolve("Chart.yaml")));
    String pom = Files.readString(Path.of("pom.xml"));

    assertThat(pom).contains("<version>" + chart.at("/appVersion").asText() + "</version>");
  }

  @Test
  void largeNumbersStayNumbers() {
    assertThat(Rendering.ofTheChart("prod.yaml").properties())
        .contains("surety.output.retention.ms = 5184000000\n")
        .contains("surety.rocksdb.memory.bytes = 2147483648\n");
  }
}
