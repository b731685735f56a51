package io.surety.k8s;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.surety.rest.SuretyServer;
import io.surety.topology.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What the server reads when it is started in a pod: its file, its secrets, its environment. */
final class Pod {
  /** Where secrets are mounted, a directory each. */
  static final String SECRETS = "/etc/surety/secrets";

  /** A file of a secret, as a path or in a variable: the name of the mount, then the key. */
  static final Pattern SECRET = Pattern.compile(SECRETS + "/([a-z-]+)[/:]([A-Za-z0-9._-]+)");

  private Pod() {}

  /**
   * The settings in force, read by the product itself.
   *
   * @param root stands for the root of the pod's file system
   */
  static Settings settings(Rendering rendering, Path root) throws IOException {
    String mounted = root.resolve("secrets").toString();
    for (MatchResult found : SECRET.matcher(rendering.settings()).results().toList()) {
      Path file = root.resolve("secrets").resolve(found.group(1)).resolve(found.group(2));
      Files.createDirectories(file.getParent());
      Files.writeString(file, secret(found.group(2)));
    }
    Path file = root.resolve("surety.properties");
    Files.writeString(file, rendering.properties().replace(SECRETS, mounted));
    Map<String, String> environment = environment(rendering);
    environment.replaceAll((name, value) -> value.replace(SECRETS, mounted));
    return Settings.read(Optional.of(file), environment, SuretyServer.GROUPS);
  }

  /** What is under this key of whatever secret. */
  static String secret(String key) {
    return key.equals("secrets")
        ? "shop=whsec_" + "A".repeat(43) + "="
        : key + ":the-contents-are-long-enough-for-all-of-them";
  }

  /** As Kubernetes sets it, with what it replaces replaced. */
  static Map<String, String> environment(Rendering rendering) {
    Map<String, String> environment = new HashMap<>();
    for (EnvVar variable : rendering.container().getEnv()) {
      String value =
          variable.getValue() == null
              ? field(variable.getValueFrom().getFieldRef().getFieldPath())
              : variable.getValue();
      for (Map.Entry<String, String> known : environment.entrySet()) {
        value = value.replace("$(" + known.getKey() + ")", known.getValue());
      }
      environment.put(variable.getName(), value);
    }
    return environment;
  }

  private static String field(String path) {
    return switch (path) {
      case "metadata.name" -> "pod-1";
      case "metadata.namespace" -> "ns";
      default -> throw new AssertionError(path);
    };
  }
}
