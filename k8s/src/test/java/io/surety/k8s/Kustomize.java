package io.surety.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.zjsonpatch.JsonPatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What {@code kubectl kustomize} makes of a directory, as far as ours go: resources, components,
 * and patches by JSON patch. Anything else in a kustomization is an error here. {@link
 * KustomizeTest} compares with kubectl where it is installed.
 */
final class Kustomize {
  private static final Set<String> UNDERSTOOD =
      Set.of("apiVersion", "kind", "resources", "components", "patches");

  private Kustomize() {}

  /** Every resource, patched. */
  static List<JsonNode> build(Path directory) throws IOException {
    List<JsonNode> resources = new ArrayList<>();
    addTo(resources, directory);
    return resources;
  }

  private static void addTo(List<JsonNode> resources, Path directory) throws IOException {
    JsonNode file = Yaml.one(Files.readString(directory.resolve("kustomization.yaml")));
    Set<String> fields = new TreeSet<>();
    file.fieldNames().forEachRemaining(fields::add);
    fields.removeAll(UNDERSTOOD);
    if (!fields.isEmpty()) {
      throw new IllegalArgumentException(directory + ": not understood here: " + fields);
    }
    for (JsonNode name : file.path("resources")) {
      Path path = directory.resolve(name.asText()).normalize();
      resources.addAll(Files.isDirectory(path) ? build(path) : Yaml.all(Files.readString(path)));
    }
    for (JsonNode name : file.path("components")) {
      addTo(resources, directory.resolve(name.asText()).normalize());
    }
    for (JsonNode patch : file.path("patches")) {
      apply(patch, resources);
    }
  }

  private static void apply(JsonNode patch, List<JsonNode> resources) {
    JsonNode operations = Yaml.one(patch.get("patch").asText());
    JsonNode target = patch.get("target");
    int found = 0;
    for (int i = 0; i < resources.size(); i++) {
      if (matches(target, resources.get(i))) {
        resources.set(i, JsonPatch.apply(operations, resources.get(i)));
        found++;
      }
    }
    if (found == 0) {
      throw new IllegalArgumentException("nothing is patched by " + patch);
    }
  }

  private static boolean matches(JsonNode target, JsonNode resource) {
    return target.get("kind").equals(resource.get("kind"))
        && (!target.has("name") || target.get("name").equals(resource.at("/metadata/name")));
  }
}
