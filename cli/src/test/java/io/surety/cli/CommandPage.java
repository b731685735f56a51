package io.surety.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The part of docs/cli.md that is made from the commands: what {@code --help} says. */
final class CommandPage {
  private static final String BEGIN = "<!-- begin commands: made from the code -->\n";
  private static final String END = "<!-- end commands -->";

  private CommandPage() {}

  static String replace(String page, List<CommandLine> commands) {
    StringBuilder made = new StringBuilder();
    for (CommandLine command : commands) {
      String help = command.getUsageMessage(Ansi.OFF);
      made.append("### `")
          .append(command.getCommandSpec().qualifiedName())
          .append("`\n\n```\n")
          .append(withoutCommon(help).strip())
          .append("\n```\n\n");
    }
    int from = page.indexOf(BEGIN) + BEGIN.length();
    int to = page.indexOf(END);
    if (from < BEGIN.length() || to < from) {
      throw new IllegalArgumentException("the page lacks the lines '" + BEGIN + "', '" + END + "'");
    }
    return page.substring(0, from) + "\n" + made + page.substring(to);
  }

  /** Exit codes are the same for all, and stand above on the page. */
  private static String withoutCommon(String help) {
    int codes = help.indexOf("\nExit codes:");
    int examples = help.indexOf("\nExamples:");
    return help.substring(0, codes) + help.substring(examples);
  }
}
