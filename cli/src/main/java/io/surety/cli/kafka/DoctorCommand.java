package io.surety.cli.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.cli.CliCommand;
import io.surety.cli.ExitCodes;
import io.surety.cli.http.ServerOptions;
import io.surety.cli.print.Column;
import io.surety.cli.print.Format;
import io.surety.cli.print.Json;
import io.surety.cli.print.Listing;
import io.surety.cli.print.Output;
import io.surety.cli.print.OutputOptions;
import io.surety.rest.RestConfig;
import io.surety.topology.config.CoordinatorConfig;
import io.surety.topology.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code surety doctor}. */
@Command(
    name = "doctor",
    description = {
      "Looks at what a server needs: brokers, their version and features, topics, rights, clocks,"
          + " disk, port, and a server that runs. Each finding is OK, WARN or FAIL, with what to"
          + " do. It changes nothing. One FAIL makes exit code 1; WARN alone does not.",
      "Rights are those of the user that --command-config, or the file of the server, signs in."
    },
    footer = {
      "  surety doctor --bootstrap-server localhost:9092",
      "  surety doctor -c surety.properties --url https://surety.example:8080",
      "  surety doctor -c surety.properties -o jsonl | jq -r 'select(.level == \"FAIL\") | .remedy'"
    })
public final class DoctorCommand extends CliCommand {
  private static final List<Column> COLUMNS =
      List.of(
          Column.of("LEVEL", "/level"),
          // As wide as the longest: lines are written one by one.
          Column.of("ABOUT       ", "/about"),
          Column.of("FOUND", "/found"));

  @Mixin private KafkaOptions kafka = new KafkaOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private ServerOptions server = new ServerOptions();

  /** Made by picocli. */
  public DoctorCommand() {}

  @Override
  protected int run() throws InterruptedException {
    Settings settings = kafka.settings(Map.of());
    RestConfig rest = RestConfig.of(settings);
    List<Finding> findings = new ArrayList<>();
    settings.warnings().forEach(text -> findings.add(Finding.warn("settings", text, "")));
    ServerChecks.Seen seen = new ServerChecks(connect(server), server.isNamed()).run();
    try (Admin admin = KafkaOptions.admin(CoordinatorConfig.of(settings))) {
      findings.addAll(cluster(settings, admin, seen));
    } catch (KafkaException e) {
      findings.add(
          Finding.fail(
              "brokers", "no client can be made: " + e.getMessage(), "mend its security settings"));
    }
    findings.addAll(seen.findings());
    findings.add(MachineChecks.disk(CoordinatorConfig.of(settings).stateDir()));
    findings.add(MachineChecks.port(rest.host(), rest.port(), seen.isThere()));
    findings.add(MachineChecks.java());
    write(findings);
    return findings.stream().anyMatch(finding -> finding.level() == Finding.Level.FAIL)
        ? ExitCodes.FAILURE
        : ExitCodes.OK;
  }

  private static List<Finding> cluster(Settings settings, Admin admin, ServerChecks.Seen seen)
      throws InterruptedException {
    CoordinatorConfig config = CoordinatorConfig.of(settings);
    List<Finding> findings = new ArrayList<>(new BrokerChecks(config, admin).run());
    boolean isAway =
        findings.stream()
            .anyMatch(
                finding ->
                    finding.about().equals("brokers") && finding.level() == Finding.Level.FAIL);
    if (!isAway) {
      TopicFindings topics = new TopicFindings(settings, admin);
      findings.addAll(topics.run());
      if (seen.destinations().isPresent()) {
        findings.addAll(topics.destinations(seen.destinations().get()));
      }
      findings.addAll(ClockChecks.brokers(config, admin, System.currentTimeMillis()));
    }
    return findings;
  }

  private void write(List<Finding> findings) {
    Output to = output.to(out());
    Listing listing = to.list(COLUMNS, "/about");
    for (Finding finding : findings) {
      listing.page(List.of(json(finding)));
      if (to.format() == Format.TABLE && !finding.remedy().isEmpty()) {
        to.remark("                     -> " + finding.remedy());
      }
    }
    listing.end();
  }

  private static JsonNode json(Finding finding) {
    ObjectNode json =
        Json.object()
            .put("level", finding.level().name())
            .put("about", finding.about())
            .put("found", finding.found());
    return finding.remedy().isEmpty() ? json : json.put("remedy", finding.remedy());
  }
}
