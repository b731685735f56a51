package io.surety.packaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.packaging.Library.Licence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A bill of materials in CycloneDX's JSON: the libraries, and which needs which. */
final class Sbom {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final String REMEDY =
      "Maven does not run the plugin that makes it (cyclonedx) while it is offline: build without"
          + " -o, or without the archive, with -pl '!distribution'";
  private static final Pattern CLASSIFIER = Pattern.compile("[?&]classifier=([^&]+)");

  private final JsonNode root;
  private final Map<String, Library> libraries;
  private final Map<String, List<String>> needs;

  private Sbom(JsonNode root) {
    this.root = root;
    this.libraries = new LinkedHashMap<>();
    root.path("components").forEach(node -> put(library(node)));
    this.needs = new LinkedHashMap<>();
    root.path("dependencies")
        .forEach(node -> needs.put(node.path("ref").asText(), texts(node.path("dependsOn"))));
  }

  /**
   * Reads a bill.
   *
   * @throws PackagingException if it is not there
   */
  static Sbom read(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new PackagingException(
          "There is no bill of materials %s. %s".formatted(file.getFileName(), REMEDY));
    }
    return new Sbom(JSON.readTree(file.toFile()));
  }

  /** All of them, in the order of their names. */
  List<Library> libraries() {
    return libraries.values().stream().sorted().toList();
  }

  /**
   * A library and what it needs, and what that needs, and so on.
   *
   * @throws PackagingException if it is not in the bill
   */
  Set<Library> closure(String coordinates) {
    Library start =
        libraries.values().stream()
            .filter(library -> library.coordinates().equals(coordinates))
            .findFirst()
            .orElseThrow(
                () ->
                    new PackagingException(
                        coordinates
                            + " is not in the bill of materials; make it a dependency of"
                            + " distribution/pom.xml"));
    Set<Library> found = new TreeSet<>();
    Deque<Library> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      Library library = open.pop();
      if (found.add(library)) {
        needed(library).forEach(open::push);
      }
    }
    return found;
  }

  /**
   * Compares the fingerprints of files with those in the bill.
   *
   * @throws PackagingException if one differs: the bill is of an earlier build
   */
  void mustBeOf(Map<Library, Path> jars) throws IOException {
    List<String> others = new ArrayList<>();
    for (JsonNode component : root.path("components")) {
      Path jar = jars.get(libraries.get(component.path("bom-ref").asText()));
      if (jar != null && !sha256(component).equals(Sha256.of(jar))) {
        others.add(String.valueOf(jar.getFileName()));
      }
    }
    if (!others.isEmpty()) {
      throw new PackagingException(
          "The bill of materials is of an earlier build: it has other fingerprints of %s. %s"
              .formatted(others, REMEDY));
    }
  }

  /**
   * For whoever reads it elsewhere: some of the libraries, and without the texts of licences, which
   * the bill names by id.
   */
  byte[] published(Predicate<Library> isThere) throws IOException {
    JsonNode copy = root.deepCopy();
    Set<String> refs = new HashSet<>();
    libraries.values().stream().filter(isThere).map(Library::ref).forEach(refs::add);
    refs.add(copy.path("metadata").path("component").path("bom-ref").asText());
    keep(copy.path("components"), node -> refs.contains(node.path("bom-ref").asText()));
    keep(copy.path("dependencies"), node -> refs.contains(node.path("ref").asText()));
    copy.path("dependencies")
        .forEach(node -> keep(node.path("dependsOn"), ref -> refs.contains(ref.asText())));
    Stream.concat(
            Stream.of(copy.path("metadata").path("component")), stream(copy.path("components")))
        .flatMap(component -> stream(component.path("licenses")))
        .map(choice -> choice.path("license"))
        .filter(JsonNode::isObject)
        .forEach(licence -> ((ObjectNode) licence).remove("text"));
    return (JSON.writeValueAsString(copy) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static void keep(JsonNode array, Predicate<JsonNode> isKept) {
    for (Iterator<JsonNode> nodes = array.iterator(); nodes.hasNext(); ) {
      if (!isKept.test(nodes.next())) {
        nodes.remove();
      }
    }
  }

  private Collection<Library> needed(Library library) {
    List<Library> found = new ArrayList<>();
    for (String ref : needs.getOrDefault(library.ref(), List.of())) {
      Library next = libraries.get(ref);
      if (next != null) {
        found.add(next);
      }
    }
    return found;
  }

  private void put(Library library) {
    libraries.put(library.ref(), library);
  }

  private static Library library(JsonNode node) {
    Matcher classifier = CLASSIFIER.matcher(node.path("purl").asText());
    return new Library(
        node.path("bom-ref").asText(),
        node.path("group").asText(),
        node.path("name").asText(),
        node.path("version").asText(),
        classifier.find() ? classifier.group(1) : "",
        stream(node.path("licenses")).map(Sbom::licence).toList());
  }

  private static Licence licence(JsonNode choice) {
    if (choice.has("expression")) {
      return new Licence(choice.path("expression").asText(), "");
    }
    JsonNode licence = choice.path("license");
    String name = licence.path("id").asText(licence.path("name").asText());
    JsonNode text = licence.path("text");
    String content = text.path("content").asText("");
    return new Licence(
        name,
        text.path("encoding").asText().equals("base64")
            ? new String(Base64.getDecoder().decode(content), StandardCharsets.UTF_8)
            : content);
  }

  private static String sha256(JsonNode component) {
    return stream(component.path("hashes"))
        .filter(hash -> hash.path("alg").asText().equals("SHA-256"))
        .map(hash -> hash.path("content").asText())
        .findFirst()
        .orElse("");
  }

  private static List<String> texts(JsonNode array) {
    return stream(array).map(JsonNode::asText).toList();
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    List<JsonNode> nodes = new ArrayList<>();
    array.forEach(nodes::add);
    return nodes.stream();
  }
}
