package io.surety.cli.redrive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.cli.CliCommand;
import io.surety.cli.ExitCodes;
import io.surety.cli.http.Api;
import io.surety.cli.http.ServerOptions;
import io.surety.cli.list.Conditions;
import io.surety.cli.print.Format;
import io.surety.cli.print.Json;
import io.surety.cli.print.Output;
import io.surety.cli.print.OutputOptions;
import io.surety.cli.print.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code surety redrive}. */
@Command(
    name = "redrive",
    description = {
      "Sends dead letters again: those of the given messages, or as a job those that are like the"
          + " conditions. It says how many there are, and asks before it does anything.",
      "Ctrl-C during --watch ends the watching; the job goes on."
    },
    footer = {
      "  surety redrive order-42",
      "  surety redrive --fingerprint 448f5a6effc339f0 --dry-run",
      "  surety redrive --group billing --canary --rate 20 --stop-after 5 --because mended --watch"
    })
public final class RedriveCommand extends CliCommand {
  /** In the audit, to be told from the job itself. */
  private static final String COUNTED = "dry run: only counted";

  @Parameters(arity = "0..*", paramLabel = "ID", description = "Of the messages.")
  private List<String> ids = new ArrayList<>();

  @Mixin private Conditions conditions = new Conditions();

  @Option(names = "--all", description = "Every dead letter there is.")
  private boolean isAll;

  @Option(names = "--dry-run", description = "Only say how many there are.")
  private boolean isDryRun;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean isYes;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "At most so many a second, 0.01 to 1000. Default: 10.")
  private @Nullable Double rate;

  @Option(
      names = "--canary",
      description = "Send one first, and the others when it has been consumed.")
  private boolean isCanary;

  @Option(
      names = "--stop-after",
      paramLabel = "N",
      description = "Send no more after so many were given up again.")
  private @Nullable Integer stopAfter;

  @Option(names = "--name", paramLabel = "TEXT", description = "What you call the job.")
  private @Nullable String name;

  // Not --reason, which is a condition: the reason of the dead letters.
  @Option(names = "--because", paramLabel = "TEXT", description = "Why; kept with each delivery.")
  private @Nullable String because;

  @Option(
      names = "--actor",
      paramLabel = "NAME",
      description = "For whom, where the server does not know better.")
  private @Nullable String actor;

  @Option(names = "--watch", description = "Follow the job until it rests.")
  private boolean isWatched;

  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private ServerOptions server = new ServerOptions();

  /** Made by picocli. */
  public RedriveCommand() {}

  @Override
  protected int run() throws InterruptedException {
    Map<String, String> filter = conditions.query().values();
    if (ids.isEmpty() && filter.isEmpty() && !isAll) {
      throw usage("say which: ids, conditions such as --fingerprint, or --all");
    }
    if (!ids.isEmpty() && (isAll || isWatched || isCanary || rate != null)) {
      throw usage("--all, --watch, --canary and --rate are of a job; give conditions, or ids");
    }
    if (isDryRun && isWatched) {
      throw usage("--dry-run starts no job that --watch could follow; leave one of them out");
    }
    Api api = connect(server);
    return ids.isEmpty() ? job(api, filter) : single(api);
  }

  private int single(Api api) throws InterruptedException {
    Output to = output.to(out());
    return new SingleRedrives(api, to, this::say, said())
        .redrive(ids, conditions.query().values(), isDryRun, this::mayGoOn);
  }

  private int job(Api api, Map<String, String> filter) throws InterruptedException {
    ObjectNode wish = said();
    ObjectNode conditions = wish.putObject("filter");
    filter.forEach(conditions::put);
    ObjectNode dryRun = Json.object();
    dryRun.set("filter", conditions.deepCopy());
    JsonNode counted =
        api.post("redrives", dryRun.put("dryRun", true).put("reason", COUNTED)).json();
    long count = counted.path("count").asLong();
    Output to = output.to(out());
    if (isDryRun) {
      to.one(counted, "/count", shown -> letters(count) + "\n");
      return ExitCodes.OK;
    }
    if (count == 0) {
      say("There are no such dead letters.");
      return ExitCodes.NOT_FOUND;
    }
    if (!mayGoOn(count)) {
      return ExitCodes.FAILURE;
    }
    JsonNode job = api.postOnce("redrives", withPace(wish)).json();
    String id = job.path("id").asText();
    say("Job " + id + " sends " + letters(job.path("items").asLong()) + " again.");
    if (isWatched) {
      return new JobWatch(api, to, err()).follow(id);
    }
    to.one(job, "/id", shown -> Jobs.facts(to, shown));
    if (to.format() == Format.TABLE) {
      say("Follow it with: surety redrives " + id + " --watch");
    }
    return ExitCodes.OK;
  }

  private ObjectNode withPace(ObjectNode wish) {
    wish.put("canary", isCanary);
    if (rate != null) {
      wish.put("ratePerSecond", rate);
    }
    if (stopAfter != null) {
      wish.put("stopAfterFailures", stopAfter);
    }
    if (name != null) {
      wish.put("name", name);
    }
    return wish;
  }

  private ObjectNode said() {
    ObjectNode said = Json.object();
    if (because != null) {
      said.put("reason", because);
    }
    if (actor != null) {
      said.put("actor", actor);
    }
    return said;
  }

  /** With a word from whoever sits there; where nobody can be asked, only with --yes. */
  private boolean mayGoOn(long count) {
    if (isYes) {
      return true;
    }
    if (!Terminal.ofProcess().isIn()) {
      throw usage("there is no terminal to ask on: " + letters(count) + "; --yes says to go on");
    }
    boolean isYes = Question.isYes("Send " + letters(count) + " again?", err(), System.in);
    if (!isYes) {
      say("Nothing was sent.");
    }
    return isYes;
  }

  private static String letters(long count) {
    return count + (count == 1 ? " dead letter" : " dead letters");
  }
}
