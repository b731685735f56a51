package io.surety.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.cli.http.Api;
import io.surety.cli.http.ServerOptions;
import io.surety.cli.print.Listing;
import io.surety.cli.print.ReaderGoneException;
import io.surety.rest.Main;
import io.surety.rest.SuretyCommand;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the commands have in common. */
@Command(
    mixinStandardHelpOptions = true,
    versionProvider = Main.VersionLine.class,
    sortOptions = false,
    usageHelpWidth = 100,
    descriptionHeading = "%n",
    parameterListHeading = "%n",
    optionListHeading = "%n",
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:it could not be done, or came to another end",
      "2:called the wrong way",
      "3:not found",
      "4:done in part: something is missing, or not known yet",
      "5:it did not happen in time"
    },
    footerHeading = "%nExamples:%n")
public abstract class CliCommand implements SuretyCommand {
  @Spec private @Nullable CommandSpec spec;

  /** Does it; returns one of {@link ExitCodes}. */
  protected abstract int run() throws InterruptedException;

  @Override
  public final Integer call() throws InterruptedException {
    try {
      int code = run();
      out().flush();
      return code;
    } catch (ReaderGoneException e) {
      // As in 'surety list | head': whoever reads has had enough.
      return ExitCodes.OK;
    }
  }

  /** Data. */
  protected final PrintWriter out() {
    return commandLine().getOut();
  }

  /** Progress, questions and what went wrong. */
  protected final PrintWriter err() {
    return commandLine().getErr();
  }

  /** Says a line to people. */
  protected final void say(String line) {
    err().println(line);
    err().flush();
  }

  /** Says so where a list for people is empty; on stderr, as it is no data. */
  protected final void sayIfNone(Listing listing) {
    if (listing.isBlank()) {
      say("None.");
    }
  }

  /** A list that comes at once. */
  protected final void writeAll(Listing listing, JsonNode page) {
    List<JsonNode> items = new ArrayList<>();
    page.path("items").forEach(items::add);
    listing.page(items);
    listing.end();
    sayIfNone(listing);
  }

  /** The server that is meant; with a warning where its secret would travel in clear. */
  protected final Api connect(ServerOptions server) {
    Api api = server.connect();
    if (api.isTokenInClear()) {
      say("Warning: the token goes to " + api.url() + " in clear; use https.");
    }
    return api;
  }

  /** That it was called the wrong way. */
  protected final ParameterException usage(String problem) {
    return new ParameterException(commandLine(), problem);
  }

  /** As it was called: {@code surety redrive}. */
  protected final CommandLine commandLine() {
    CommandSpec present = spec;
    if (present == null) {
      throw new IllegalStateException("run by picocli only");
    }
    return present.commandLine();
  }
}
