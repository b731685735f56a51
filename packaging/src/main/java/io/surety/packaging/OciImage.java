package io.surety.packaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An image for containers, in one file. It is an OCI layout, for {@code skopeo}, {@code podman} and
 * registries, and has the list {@code manifest.json} beside it, which every {@code docker load}
 * reads:
 *
 * <pre>
 * oci-layout, index.json ──▶ blobs/sha256/manifest ──▶ blobs/sha256/config
 * manifest.json ────────────────────────┐           └▶ blobs/sha256/layer ...
 *                                       └▶ the same config and layers
 * </pre>
 *
 * @param reference name and tag, such as {@code surety:0.1.0}
 * @param architecture as Go names it, for that is how images do
 * @param config what is run, by whom and with what
 */
record OciImage(
    String reference, String architecture, Instant time, Config config, List<Layer> layers) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TYPE = "application/vnd.oci.image.";
  private static final String BLOBS = "blobs/sha256/";

  /**
   * How a container of the image starts.
   *
   * @param user of whom it is run: numbers, so that Kubernetes can see that it is not root
   * @param environment as in {@code NAME=value}
   * @param directory in which it is run; what is there is a volume
   */
  record Config(
      String user,
      List<String> entryPoint,
      List<String> environment,
      String directory,
      int port,
      Map<String, String> labels) {
    Config {
      entryPoint = List.copyOf(entryPoint);
      environment = List.copyOf(environment);
      labels = new TreeMap<>(labels);
    }
  }

  OciImage {
    layers = List.copyOf(layers);
  }

  /** Writes it as a tar, uncompressed, for the layers are compressed. */
  void write(Path file) throws IOException {
    byte[] configuration = bytes(configuration());
    byte[] manifest = bytes(manifest(configuration));
    Map<String, Layer> layersByName = new TreeMap<>();
    layers.forEach(layer -> layersByName.put(layer.digest(), layer));
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
        TarFile tar = new TarFile(out, time)) {
      tar.file("oci-layout", bytes(JSON.createObjectNode().put("imageLayoutVersion", "1.0.0")));
      tar.file("index.json", bytes(index(manifest)));
      tar.file("manifest.json", bytes(dockersList(configuration)));
      tar.directory("blobs");
      tar.directory("blobs/sha256");
      tar.file(BLOBS + Sha256.of(configuration), configuration);
      tar.file(BLOBS + Sha256.of(manifest), manifest);
      for (Layer layer : layersByName.values()) {
        tar.file(BLOBS + layer.digest(), TarFile.FILE, layer.file());
      }
    }
  }

  private ObjectNode configuration() {
    ObjectNode root = JSON.createObjectNode();
    root.put("created", time.toString()).put("architecture", architecture).put("os", "linux");
    ObjectNode run = root.putObject("config");
    run.put("User", config.user());
    run.putObject("ExposedPorts").putObject(config.port() + "/tcp");
    config.environment().forEach(run.putArray("Env")::add);
    config.entryPoint().forEach(run.putArray("Entrypoint")::add);
    run.putObject("Volumes").putObject(config.directory());
    run.put("WorkingDir", config.directory());
    config.labels().forEach(run.putObject("Labels")::put);
    ObjectNode files = root.putObject("rootfs").put("type", "layers");
    ArrayNode diffs = files.putArray("diff_ids");
    ArrayNode history = root.putArray("history");
    for (Layer layer : layers) {
      diffs.add("sha256:" + layer.diffId());
      history.addObject().put("created", time.toString()).put("created_by", layer.what());
    }
    return root;
  }

  private ObjectNode manifest(byte[] configuration) throws IOException {
    ObjectNode root = JSON.createObjectNode().put("schemaVersion", 2);
    root.put("mediaType", TYPE + "manifest.v1+json");
    root.putObject("config")
        .put("mediaType", TYPE + "config.v1+json")
        .put("digest", "sha256:" + Sha256.of(configuration))
        .put("size", configuration.length);
    ArrayNode list = root.putArray("layers");
    for (Layer layer : layers) {
      list.addObject()
          .put("mediaType", TYPE + "layer.v1.tar+gzip")
          .put("digest", "sha256:" + layer.digest())
          .put("size", Files.size(layer.file()));
    }
    return root;
  }

  private ObjectNode index(byte[] manifest) {
    ObjectNode root = JSON.createObjectNode().put("schemaVersion", 2);
    root.put("mediaType", TYPE + "index.v1+json");
    ObjectNode image = root.putArray("manifests").addObject();
    image
        .put("mediaType", TYPE + "manifest.v1+json")
        .put("digest", "sha256:" + Sha256.of(manifest))
        .put("size", manifest.length);
    image.putObject("platform").put("architecture", architecture).put("os", "linux");
    image
        .putObject("annotations")
        .put("io.containerd.image.name", "docker.io/library/" + reference)
        .put("org.opencontainers.image.ref.name", reference.substring(reference.indexOf(':') + 1));
    return root;
  }

  private ArrayNode dockersList(byte[] configuration) {
    ArrayNode root = JSON.createArrayNode();
    ObjectNode image = root.addObject().put("Config", BLOBS + Sha256.of(configuration));
    image.putArray("RepoTags").add(reference);
    ArrayNode list = image.putArray("Layers");
    layers.forEach(layer -> list.add(BLOBS + layer.digest()));
    return root;
  }

  private static byte[] bytes(Object json) throws JsonProcessingException {
    return JSON.writeValueAsBytes(json);
  }
}
