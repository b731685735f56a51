package io.surety.acceptance.rights;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.client.PublisherOptions;
import io.surety.client.Surety;
import io.surety.client.SuretyException;
import io.surety.client.Verdict;
import io.surety.topology.setup.Acl;
import io.surety.topology.setup.Rights;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * On a broker that allows nothing by default, everything works with the rights of {@link
 * io.surety.topology.setup.AclPlan}, and none of them is superfluous:
 *
 * <ul>
 *   <li>in the whole flow the brokers refuse nothing;
 *   <li>for each right the brokers were asked, in a step that the table names, for something that
 *       no other right of the list allows: without it, this step fails;
 *   <li>when it is taken away, and only then, whoever starts says which right is missing.
 * </ul>
 */
class AclProofTest {
  /** Asked for by Connect without need: without an answer it trusts its administrator. */
  private static final Set<AclOperation> OPTIONAL_FOR_CONNECT =
      Set.of(AclOperation.DESCRIBE_CONFIGS);

  @TempDir private Path directory;

  @Test
  void theListIsEnoughAndNoRightIsSuperfluous() throws Exception {
    try (SecuredInstallation at = new SecuredInstallation(directory)) {
      for (Grants list : at.grants.values()) {
        for (Acl acl : list.acls()) {
          if (acl.operation() == AclOperation.CREATE) {
            isMissedWithout(at, list, acl);
          }
        }
      }
      AskedRights.forget();
      new Flow(at).run();
      at.stopServer();
      assertThat(denied()).as("what the flow was refused").isEmpty();
      Map<String, String> steps = new TreeMap<>();
      for (Grants list : at.grants.values()) {
        for (Acl acl : list.acls()) {
          steps.put(list.user() + ": " + acl, step(list, acl));
        }
      }
      steps.forEach((right, step) -> System.out.println("Rights: " + right + " | " + step));
      assertThat(steps).as("rights that no step needs").doesNotContainValue("");

      for (Grants list : at.grants.values()) {
        for (Acl acl : list.acls()) {
          if (acl.operation() != AclOperation.CREATE) {
            isMissedWithout(at, list, acl);
          }
        }
        Acl last = list.acls().get(list.acls().size() - 1);
        await(list.user() + " has all").until(() -> missed(at, list, last).isEmpty());
      }
      System.out.println("Rights: " + steps.size() + ", each missed when it was taken away");
    }
  }

  private static List<String> denied() {
    return AskedRights.denied().entrySet().stream()
        .filter(entry -> SecuredInstallation.USERS.contains(entry.getKey().user()))
        .filter(
            entry ->
                !entry.getKey().user().equals(SecuredInstallation.CONNECT)
                    || !OPTIONAL_FOR_CONNECT.contains(entry.getKey().operation()))
        .map(entry -> entry.getKey() + " in " + entry.getValue())
        .toList();
  }

  /** The first step that cannot do without this right; empty if there is none. */
  private static String step(Grants list, Acl acl) {
    return AskedRights.allowed().entrySet().stream()
        .filter(entry -> list.isOnlyFor(acl, entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  /**
   * Takes it away and awaits that somebody who starts now misses it, and it alone; then gives it
   * back, which the next one awaits.
   */
  private static void isMissedWithout(SecuredInstallation at, Grants list, Acl acl) {
    list.remove(at.admin, acl);
    AskedRights.step("without " + acl);
    await(list.user() + " misses " + acl)
        .untilAsserted(
            () ->
                assertThat(missed(at, list, acl)).singleElement().asString().contains(acl.name()));
    list.add(at.admin, acl);
  }

  private static org.awaitility.core.ConditionFactory await(String what) {
    return Awaitility.await(what)
        .atMost(io.surety.acceptance.harness.World.PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20));
  }

  /** What a new client says is missing. */
  private static List<String> missed(SecuredInstallation at, Grants list, Acl acl) {
    return switch (list.user()) {
      case SecuredInstallation.SERVER -> server(at, list);
      case SecuredInstallation.CONNECT -> connect(at, acl).stream().toList();
      default -> application(at, list.user()).stream().toList();
    };
  }

  /** The check with which a server starts. */
  private static List<String> server(SecuredInstallation at, Grants list) {
    try (Admin admin = Admin.create(at.kafka.clientConfig(SecuredInstallation.SERVER))) {
      return Rights.missing(at.config(), admin, list.acls());
    }
  }

  private static Optional<String> application(SecuredInstallation at, String user) {
    try (Surety surety = at.connect(user)) {
      switch (user) {
        case SecuredInstallation.SHOP ->
            surety.publisher(
                user, PublisherOptions.create().checkBack(question -> Verdict.UNKNOWN));
        case SecuredInstallation.TILL -> surety.publisher(user);
        default ->
            at.billing(surety)
                .consumeCheck(question -> io.surety.client.ConsumeState.UNKNOWN)
                .handler(delivery -> {})
                .start();
      }
      return Optional.empty();
    } catch (SuretyException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** What Connect's clients do, without the time that a worker takes to start. */
  private static Optional<String> connect(SecuredInstallation at, Acl acl) {
    Map<String, Object> config =
        new java.util.HashMap<>(at.kafka.clientConfig(SecuredInstallation.CONNECT));
    try {
      if (acl.resource() == ResourceType.GROUP) {
        config.put("group.id", acl.name());
        try (var consumer =
            new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
          consumer.subscribe(List.of(at.topics.archive()));
          consumer.poll(Duration.ofSeconds(1));
        }
      } else if (acl.operation() == AclOperation.READ) {
        try (var consumer =
            new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
          consumer.assign(List.of(new org.apache.kafka.common.TopicPartition(acl.name(), 0)));
          consumer.seekToBeginning(consumer.assignment());
          consumer.poll(Duration.ofMillis(500));
        }
      } else if (acl.operation() == AclOperation.WRITE) {
        try (var producer =
            new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
          producer.send(new ProducerRecord<>(acl.name(), 0, new byte[] {1}, null)).get();
        }
      } else {
        try (Admin admin = Admin.create(config)) {
          admin
              .createTopics(
                  List.of(new NewTopic(acl.name(), 1, (short) 1)),
                  new CreateTopicsOptions().validateOnly(true))
              .all()
              .get();
        }
      }
      return Optional.empty();
    } catch (KafkaException | java.util.concurrent.ExecutionException e) {
      Throwable cause = e instanceof KafkaException ? e : e.getCause();
      if (cause instanceof AuthorizationException) {
        return Optional.of(acl.operationName() + " " + acl.name() + ": " + cause.getMessage());
      }
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
