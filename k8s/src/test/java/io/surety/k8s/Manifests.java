package io.surety.k8s;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.strimzi.api.kafka.model.connect.KafkaConnect;
import io.strimzi.api.kafka.model.connector.KafkaConnector;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Manifests as objects; a field that their kind does not have is an error. */
final class Manifests {
  private static final String UNKNOWN = "getAdditionalProperties";
  private static final KubernetesSerialization SERIALIZATION = serialization();

  private Manifests() {}

  private static KubernetesSerialization serialization() {
    KubernetesSerialization all = new KubernetesSerialization(new ObjectMapper(), true);
    for (Class<? extends KubernetesResource> kind :
        List.of(
            Kafka.class,
            KafkaNodePool.class,
            KafkaTopic.class,
            KafkaUser.class,
            KafkaConnect.class,
            KafkaConnector.class)) {
      all.registerKubernetesResource("kafka.strimzi.io/v1", kind.getSimpleName(), kind);
    }
    for (Class<? extends KubernetesResource> kind :
        List.of(PodMonitor.class, PrometheusRule.class)) {
      all.registerKubernetesResource("monitoring.coreos.com/v1", kind.getSimpleName(), kind);
    }
    return all;
  }

  /**
   * Every document of a file.
   *
   * @throws IllegalArgumentException naming every field that is not known, with its path
   */
  static List<HasMetadata> read(String yaml) {
    return Yaml.all(yaml).stream().map(Manifests::read).toList();
  }

  /** One document. */
  static HasMetadata read(JsonNode document) {
    HasMetadata resource = SERIALIZATION.unmarshal(document.toString());
    String where = resource.getKind() + " " + resource.getMetadata().getName();
    if (resource instanceof GenericKubernetesResource) {
      throw new IllegalArgumentException(
          where + ": no such kind in " + resource.getApiVersion() + ", or not known here");
    }
    List<String> unknown = new ArrayList<>();
    walk(resource, where, unknown);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("unknown fields: " + String.join(", ", unknown));
    }
    return resource;
  }

  /** As a tree again. */
  static JsonNode tree(HasMetadata resource) {
    try {
      return new ObjectMapper().readTree(SERIALIZATION.asJson(resource));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  // What Jackson cannot place, the models of both libraries keep in such a map.
  private static void walk(@Nullable Object value, String path, List<String> unknown) {
    if (value instanceof Collection<?> items) {
      int index = 0;
      for (Object item : items) {
        walk(item, path + "[" + index++ + "]", unknown);
      }
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((key, item) -> walk(item, path + "." + key, unknown));
    } else if (value != null && isModel(value.getClass())) {
      for (Method getter : value.getClass().getMethods()) {
        if (getter.getName().equals(UNKNOWN)) {
          if (got(getter, value) instanceof Map<?, ?> fields) {
            fields.keySet().forEach(key -> unknown.add(path + "." + key));
          }
        } else if (isGetter(getter)) {
          Object inner = got(getter, value);
          if (inner != null) {
            walk(inner, path + "." + field(getter), unknown);
          }
        }
      }
    }
  }

  private static boolean isModel(Class<?> type) {
    String name = type.getName();
    return !type.isEnum() && (name.startsWith("io.fabric8.") || name.startsWith("io.strimzi.api."));
  }

  private static boolean isGetter(Method method) {
    return method.getParameterCount() == 0
        && method.getName().startsWith("get")
        && !method.isBridge()
        && !method.getReturnType().isPrimitive()
        && method.getDeclaringClass() != Object.class;
  }

  private static String field(Method getter) {
    String name = getter.getName().substring(3);
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  private static @Nullable Object got(Method getter, Object of) {
    try {
      return getter.invoke(of);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(getter.toString(), e);
    }
  }
}
