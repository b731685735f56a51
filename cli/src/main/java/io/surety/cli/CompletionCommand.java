package io.surety.cli;

import io.surety.rest.Main;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code surety completion}. */
@Command(
    name = "completion",
    description = "Prints a script that completes commands and options in a shell.",
    footer = {
      "  source <(surety completion bash)",
      "  surety completion bash > ~/.local/share/bash-completion/completions/surety",
      "  surety completion zsh > ~/.surety-completion && source ~/.surety-completion"
    })
public final class CompletionCommand extends CliCommand {
  /** Shells that there is a script for. */
  enum Shell {
    BASH,
    ZSH
  }

  /** Where the function's own start-up for zsh is not enough: completion may not be loaded yet. */
  private static final String ZSH_FIRST =
      """
      autoload -Uz compinit && compinit
      autoload -Uz bashcompinit && bashcompinit
      """;

  @Parameters(index = "0", paramLabel = "SHELL", description = "bash or zsh.")
  private Shell shell = Shell.BASH;

  /** Made by picocli. */
  public CompletionCommand() {}

  @Override
  protected int run() {
    String script = AutoComplete.bash("surety", Main.commandLine());
    out()
        .print(
            switch (shell) {
              case BASH -> script;
              case ZSH -> ZSH_FIRST + script;
            });
    return ExitCodes.OK;
  }
}
