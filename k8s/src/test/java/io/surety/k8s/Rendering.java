package io.surety.k8s;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is applied to a cluster, read strictly.
 *
 * @param name of the file of values, or of the overlay
 */
record Rendering(String name, List<HasMetadata> resources) {
  Rendering {
    resources = List.copyOf(resources);
  }

  /** Helm is slow to start: once is enough. */
  private static final class OfTheChart {
    static final List<Rendering> ALL =
        Chart.valueSets().stream()
            .map(values -> of(values.getFileName().toString(), Chart.render(values)))
            .toList();
  }

  private static final class Overlays {
    static final List<Rendering> ALL =
        Stream.of("strimzi/overlays/dev", "strimzi/overlays/prod").map(Rendering::built).toList();
  }

  static Rendering of(String name, String yaml) {
    return new Rendering(name, Manifests.read(yaml));
  }

  private static Rendering built(String directory) {
    try {
      return new Rendering(
          directory, Kustomize.build(Path.of(directory)).stream().map(Manifests::read).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whatever comes to a cluster: from the chart, and from the overlays. */
  static Stream<Rendering> all() {
    return Stream.concat(ofTheChart(), overlays());
  }

  /** What the overlays of Kustomize make. */
  static Stream<Rendering> overlays() {
    return Overlays.ALL.stream();
  }

  /** What the chart makes of each file of values. */
  static Stream<Rendering> ofTheChart() {
    return OfTheChart.ALL.stream();
  }

  static Rendering ofTheChart(String name) {
    return ofTheChart()
        .filter(rendering -> rendering.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no " + Path.of("ci", name)));
  }

  <T extends HasMetadata> List<T> all(Class<T> kind) {
    return resources.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  <T extends HasMetadata> T the(Class<T> kind) {
    List<T> found = all(kind);
    if (found.size() != 1) {
      throw new AssertionError(name + " has " + found.size() + " of " + kind.getSimpleName());
    }
    return found.get(0);
  }

  PodTemplateSpec pod() {
    return the(StatefulSet.class).getSpec().getTemplate();
  }

  Container container() {
    List<Container> containers = pod().getSpec().getContainers();
    if (containers.size() != 1) {
      throw new AssertionError(name + " has " + containers.size() + " containers");
    }
    return containers.get(0);
  }

  /** The settings, as they are in the file that the pods read. */
  String properties() {
    return all(ConfigMap.class).stream()
        .filter(map -> map.getData().containsKey("surety.properties"))
        .findFirst()
        .orElseThrow()
        .getData()
        .get("surety.properties");
  }

  /** The same, and those that variables set, as if they were in the file. */
  String settings() {
    return properties()
        + container().getEnv().stream()
            .filter(variable -> variable.getName().startsWith("SURETY_"))
            .map(
                variable ->
                    variable.getName().toLowerCase(Locale.ROOT).replace('_', '.')
                        + " = "
                        + variable.getValue()
                        + "\n")
            .collect(Collectors.joining());
  }

  @Override
  public String toString() {
    return name;
  }
}
