package io.surety.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The chart, rendered and examined by Helm itself, as a library. */
final class Chart {
  static final Path DIRECTORY = Path.of("helm", "surety");
  static final String NAMESPACE = "messaging";

  /** What Chart.yaml asks for. */
  static final String OLDEST_KUBERNETES = "1.30.0";

  private Chart() {}

  /** The files of values that the chart is tried with. */
  static List<Path> valueSets() {
    try (Stream<Path> files = Files.list(DIRECTORY.resolve("ci"))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What Helm makes of it, as YAML. */
  static String render(Path values) {
    return render(values, Map.of());
  }

  /** The same with some values that win, as with {@code --set}. */
  static String render(Path values, Map<String, ?> set) {
    TemplateCommand command =
        new Helm(DIRECTORY)
            .template()
            .withName("surety")
            .withNamespace(NAMESPACE)
            .withKubeVersion(OLDEST_KUBERNETES)
            .withValuesFile(values);
    set.forEach(command::set);
    return command.call();
  }

  /** What {@code helm lint --strict} says of the chart, as if these were its own values. */
  static LintResult lint(Path values, Path scratch) throws IOException {
    Path copy = Files.createDirectory(scratch.resolve("surety"));
    try (Stream<Path> files = Files.walk(DIRECTORY)) {
      for (Path file : files.skip(1).toList()) {
        Files.copy(file, copy.resolve(DIRECTORY.relativize(file)));
      }
    }
    Path own = copy.resolve("values.yaml");
    JsonNode merged = merged(Yaml.one(Files.readString(own)), Yaml.one(Files.readString(values)));
    Files.writeString(own, merged.toString());
    return new Helm(copy).lint().strict().call();
  }

  private static JsonNode merged(JsonNode below, JsonNode above) {
    if (!(below instanceof ObjectNode base) || !above.isObject()) {
      return above;
    }
    above
        .properties()
        .forEach(
            field ->
                base.set(
                    field.getKey(),
                    base.has(field.getKey())
                        ? merged(base.get(field.getKey()), field.getValue())
                        : field.getValue()));
    return base;
  }
}
