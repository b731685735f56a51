package io.surety.cli.kafka;

import io.surety.cli.CliCommand;
import io.surety.cli.ExitCodes;
import io.surety.rest.CommandException;
import io.surety.rest.SuretyServer;
import io.surety.topology.StartupException;
import io.surety.topology.config.CoordinatorConfig;
import io.surety.topology.config.Settings;
import io.surety.topology.setup.Acl;
import io.surety.topology.setup.AclPlan;
import io.surety.topology.setup.TopicPlan;
import io.surety.topology.setup.TopicSetup;
import io.surety.topology.setup.TopicSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code surety topics}. */
@Command(
    name = "topics",
    description = {
      "Prints the commands of Kafka's tools that make the topics of a server, or makes them, or"
          + " prints them and the rights that users need in another form. The lists are those that"
          + " a server checks at its start."
    },
    footer = {
      "  surety topics -c surety.properties",
      "  surety topics --create --bootstrap-server localhost:9092 --option"
          + " surety.replication.factor=1",
      "  surety topics --print-strimzi --strimzi-cluster kafka | kubectl apply -f -",
      "  surety topics --print-acls --principal User:surety --destination orders.paid",
      "  surety topics --print-acls --principal User:billing --consumer billing=orders.paid"
    })
public final class TopicsCommand extends CliCommand {
  @ArgGroup private Deed deed = new Deed();

  /** What to do; one of them. */
  static final class Deed {
    @Option(names = "--create", description = "Create what is missing, and check all of them.")
    private boolean isCreate;

    @Option(
        names = "--print-strimzi",
        description = "Print KafkaTopic resources of Strimzi, and a KafkaUser for the server.")
    private boolean isStrimzi;

    @Option(
        names = "--print-acls",
        description =
            "Print the commands that allow a user what it needs: a server, or an application that"
                + " --producer, --sender, --consumer or --archive-sink names.")
    private boolean isAcls;

    /** Made by picocli. */
    Deed() {}
  }

  @Option(
      names = "--principal",
      paramLabel = "USER",
      defaultValue = "User:surety",
      description = "Who gets the rights. Default: ${DEFAULT-VALUE}.")
  private String principal = "User:surety";

  @Option(
      names = "--destination",
      paramLabel = "TOPIC",
      description =
          "Rights of the server for this destination; with * at its end for what begins like that."
              + " Can be repeated.")
  private List<String> destinations = new ArrayList<>();

  @Option(
      names = "--producer",
      paramLabel = "NAME",
      description = "Rights of an application that prepares and answers as this producer.")
  private @Nullable String producer;

  @Option(names = "--sender", description = "Rights of an application that only sends.")
  private boolean isSender;

  @Option(
      names = "--consumer",
      paramLabel = "GROUP=TOPIC",
      description = "Rights of an application that consumes a destination in this group.")
  private Map<String, String> consumers = Map.of();

  @Option(
      names = "--archive-sink",
      paramLabel = "CONNECTOR",
      description = "Rights of a Connect worker with the archive's sink of this name.")
  private @Nullable String archiveSink;

  @Option(
      names = "--strimzi-cluster",
      paramLabel = "NAME",
      defaultValue = "kafka",
      description = "Name of the Kafka resource. Default: ${DEFAULT-VALUE}.")
  private String strimziCluster = "kafka";

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  /** Made by picocli. */
  public TopicsCommand() {}

  @Override
  protected int run() {
    if (deed.isCreate) {
      return create(kafka.settings(Map.of("surety.topics.create", "true")));
    }
    Settings settings = kafka.settings(Map.of());
    CoordinatorConfig config = CoordinatorConfig.of(settings);
    String brokers = " --bootstrap-server " + String.join(",", config.bootstrapServers());
    if (deed.isAcls) {
      acls(settings).forEach(acl -> out().print(acl.command(principal) + brokers + "\n"));
    } else if (deed.isStrimzi) {
      Strimzi strimzi = new Strimzi(strimziCluster);
      TopicPlan.of(config).topics().forEach(topic -> out().print(strimzi.topic(topic)));
      out().print(strimzi.user(principal.replaceFirst("^User:", ""), acls(settings)));
    } else {
      TopicPlan.of(config).topics().forEach(topic -> out().print(topic + brokers + "\n"));
    }
    return ExitCodes.OK;
  }

  private List<Acl> acls(Settings settings) {
    AclPlan plan = AclPlan.of(CoordinatorConfig.of(settings));
    List<Acl> acls = new ArrayList<>();
    if (producer != null) {
      acls.addAll(plan.producer(producer));
    }
    if (isSender) {
      acls.addAll(plan.sender());
    }
    consumers.forEach((group, topic) -> acls.addAll(plan.consumer(group, topic, true)));
    if (archiveSink != null) {
      acls.addAll(plan.archiveSink(archiveSink));
    }
    if (acls.isEmpty()) {
      acls.addAll(SuretyServer.rights(settings));
      destinations.forEach(topic -> acls.addAll(plan.destination(topic)));
      if (destinations.isEmpty()) {
        say("Without --destination the server may deliver to no topic; name each, or '*' for all.");
      }
    }
    return acls.stream().distinct().toList();
  }

  private int create(Settings settings) {
    CoordinatorConfig config = CoordinatorConfig.of(settings);
    say("Creating what is missing at " + String.join(",", config.bootstrapServers()) + " ...");
    try (Admin admin = KafkaOptions.admin(config)) {
      TopicSetup.run(config, admin, List.of());
    } catch (StartupException e) {
      throw new CommandException(
          "The topics are not as they must be:\n  - " + String.join("\n  - ", e.problems()), e);
    }
    for (TopicSpec topic : TopicPlan.of(config).topics()) {
      out().print(topic.name() + "\n");
    }
    return ExitCodes.OK;
  }
}
