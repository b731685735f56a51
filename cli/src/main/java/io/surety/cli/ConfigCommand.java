package io.surety.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.cli.print.Column;
import io.surety.cli.print.Json;
import io.surety.cli.print.Listing;
import io.surety.cli.print.OutputOptions;
import io.surety.rest.RestConfig;
import io.surety.rest.SuretyServer;
import io.surety.rest.archive.ArchiveConfig;
import io.surety.rest.callback.CallbackConfig;
import io.surety.rest.callback.CallbackRules;
import io.surety.topology.config.ConfigPage;
import io.surety.topology.config.CoordinatorConfig;
import io.surety.topology.config.Setting;
import io.surety.topology.config.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code surety config}. */
@Command(
    name = "config",
    description = "About the settings of a server.",
    subcommands = {ConfigCommand.Docs.class, ConfigCommand.Validate.class},
    footer = {"  surety config docs | less", "  surety config validate surety.properties"})
public final class ConfigCommand extends CliCommand {
  /** Made by picocli. */
  public ConfigCommand() {}

  @Override
  protected int run() {
    throw usage("docs or validate is missing");
  }

  /** {@code surety config docs}. */
  @Command(
      name = "docs",
      description = "Prints every key with its meaning, as Markdown.",
      footer = "  surety config docs | less")
  public static final class Docs extends CliCommand {
    /** Made by picocli. */
    public Docs() {}

    @Override
    protected int run() {
      out().print(ConfigPage.markdown(SuretyServer.GROUPS));
      return ExitCodes.OK;
    }
  }

  /** {@code surety config validate}. */
  @Command(
      name = "validate",
      description =
          "Reads settings as a server does, with the files they name and without starting"
              + " anything, and prints what is in force, without secrets. What is wrong is exit"
              + " code 2, as with 'surety server'.",
      footer = {
        "  surety config validate surety.properties",
        "  surety config validate surety.properties --option surety.rest.port=0 -o json"
      })
  public static final class Validate extends CliCommand {
    private static final List<Column> COLUMNS =
        List.of(
            Column.of("KEY", "/key"), Column.of("VALUE", "/value"), Column.of("FROM", "/origin"));

    @Parameters(index = "0", paramLabel = "FILE", description = "Properties of the server.")
    private Path file = Path.of("");

    @Option(
        names = "--option",
        paramLabel = "KEY=VALUE",
        description = "A setting that wins over the others; can be repeated.")
    private Map<String, String> options = new LinkedHashMap<>();

    @Mixin private OutputOptions output = new OutputOptions();

    /** Made by picocli. */
    public Validate() {}

    @Override
    protected int run() {
      Settings settings =
          Settings.read(Optional.of(file), System.getenv(), options, SuretyServer.GROUPS);
      check(settings);
      settings.warnings().forEach(warning -> say("Warning: " + warning));
      List<JsonNode> rows = new ArrayList<>();
      for (Setting setting : settings.printable()) {
        rows.add(
            Json.object()
                .put("key", setting.key())
                .put("value", setting.value())
                .put("origin", setting.origin().toString()));
      }
      Listing listing = output.to(out()).list(COLUMNS, "/key");
      listing.page(rows);
      listing.end();
      return ExitCodes.OK;
    }

    /** What a server would find wrong before it asks anybody. */
    private static void check(Settings settings) {
      CoordinatorConfig config = CoordinatorConfig.of(settings);
      RestConfig rest = RestConfig.of(settings);
      rest.mustBeReachable(config.applicationServer());
      rest.security().authentication();
      CallbackRules.of(CallbackConfig.of(settings));
      ArchiveConfig.of(settings);
    }
  }
}
