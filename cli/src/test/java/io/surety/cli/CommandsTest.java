package io.surety.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.rest.Main;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Run with {@code -Dsurety.docs.write=true} to write docs/cli.md anew. */
class CommandsTest {
  private static final Path PAGE = Path.of("..", "docs", "cli.md");

  /** Every command of this module, and their subcommands. */
  static Stream<CommandLine> commands() {
    List<CommandLine> all = new ArrayList<>();
    Main.commandLine().getSubcommands().values().forEach(command -> add(command, all));
    return all.stream().filter(command -> command.getCommand() instanceof CliCommand);
  }

  private static void add(CommandLine command, List<CommandLine> all) {
    all.add(command);
    command.getSubcommands().values().forEach(sub -> add(sub, all));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void saysWhatItIsForWithAnExampleAndExitCodes(CommandLine command) {
    String help = command.getUsageMessage(CommandLine.Help.Ansi.OFF);
    String name = command.getCommandSpec().qualifiedName();

    assertThat(help).contains("Usage: " + name, "\nExamples:\n  ", "\nExit codes:\n  0   done");
    assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();
    assertThat(command.getCommandSpec().usageMessage().footer())
        .as("examples")
        .anyMatch(example -> example.contains("surety "));
    assertThat(help.lines()).as("fits on a screen").allMatch(line -> line.length() <= 100);
    command
        .getCommandSpec()
        .options()
        .forEach(option -> assertThat(option.description()).as(option.longestName()).isNotEmpty());
  }

  @Test
  void takesNoSecretFromTheCommandLine() {
    commands()
        .flatMap(command -> command.getCommandSpec().options().stream())
        .map(option -> option.longestName())
        .filter(name -> name.matches(".*(token|password|secret|key-?store).*"))
        .forEach(name -> assertThat(name).endsWith("-file"));
  }

  @Test
  void thePageSaysWhatTheCommandsDo() throws Exception {
    String page = Files.readString(PAGE);

    String fresh = CommandPage.replace(page, commands().toList());
    if (Boolean.getBoolean("surety.docs.write")) {
      Files.writeString(PAGE, fresh);
    }

    assertThat(Files.readString(PAGE)).isEqualTo(fresh);
  }
}
