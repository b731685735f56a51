package io.surety.quickstart;

import io.surety.quickstart.screen.Console;
import io.surety.quickstart.screen.Ink;
import io.surety.quickstart.story.DemoConsumers;
import io.surety.quickstart.story.Outcome;
import io.surety.quickstart.story.StopSignal;
import io.surety.quickstart.story.StoppedException;
import io.surety.quickstart.story.Story;
import io.surety.rest.Version;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** From the first line to the last. */
final class Quickstart {
  private static final int OK = 0;
  private static final int WRONG = 1;

  private final Options options;
  private final Console console;
  private final Story story;
  private final StopSignal stop;

  Quickstart(Options options, Console console, Story story, StopSignal stop) {
    this.options = options;
    this.console = console;
    this.story = story;
    this.stop = stop;
  }

  /**
   * Runs until the user stops it, or to the end of the story.
   *
   * @return the exit code
   * @throws io.surety.rest.CommandException if it cannot start
   */
  int run() {
    console.line(console.in(Ink.BOLD, "Surety " + Version.number() + " quickstart"));
    console.line(
        options.isArchive()
            ? "A Kafka broker, a coordinator and its REST interface in this process, an archive"
                + " beside it."
            : "A Kafka broker, a coordinator and its REST interface, in this process.");
    console.blank();
    FreePort.check("--port", options.port());
    FreePort.check("--kafka-port", options.kafkaPort());
    Path log = LogFile.in(options.dataDir());
    console.line(
        "  %-12s kept in %s, log in %s".formatted("data", shown(options.dataDir()), shown(log)));
    int code = serve();
    console.line(
        "Stopped. The data is kept in " + shown(options.dataDir()) + " for the next start.");
    return code;
  }

  private int serve() {
    try (Platform platform = Platform.start(options, console, stop)) {
      DemoTopics.create(platform.kafka(), DemoConsumers.DESTINATION, NextSteps.DESTINATION);
      return options.isDemo() ? tell(platform) : stay(platform, List.of());
    } catch (StoppedException e) {
      return OK;
    }
  }

  private int tell(Platform platform) {
    try (Demo demo = Demo.start(platform, console)) {
      List<Outcome> outcomes = demo.tell(story, options.dataDir(), stop);
      int archived = awaitRows(platform, outcomes) ? OK : WRONG;
      return Math.max(archived, stay(platform, outcomes));
    }
  }

  private boolean awaitRows(Platform platform, List<Outcome> outcomes) {
    List<String> finished =
        outcomes.stream()
            .filter(Outcome::isFinished)
            .map(outcome -> outcome.played().messageId())
            .toList();
    boolean areThere =
        platform.archive().map(archive -> archive.awaitRows(finished, console, stop)).orElse(true);
    if (!areThere) {
      console.error(
          "Not every finished message is in the archive yet; archive/worker in the data directory"
              + " has the log of Kafka Connect.");
    }
    return areThere;
  }

  private int stay(Platform platform, List<Outcome> outcomes) {
    if (!options.isExit()) {
      Optional<String> deadLetter =
          outcomes.stream()
              .filter(Outcome::isDeadLetter)
              .map(outcome -> outcome.played().messageId())
              .findFirst();
      new NextSteps(console)
          .print(platform.url(), deadLetter, newId(), platform.archive().isPresent());
      platform.await(stop);
    }
    return outcomes.stream().allMatch(Outcome::isRight) ? OK : WRONG;
  }

  /** Short enough to be typed, and not used in an earlier run. */
  private static String newId() {
    return NextSteps.DESTINATION + '-' + Long.toString(Instant.now().getEpochSecond(), 36);
  }

  /** So that it is seen to be a path. */
  private static String shown(Path path) {
    return path.isAbsolute() || path.startsWith(".") || path.startsWith("..")
        ? path.toString()
        : Path.of(".").resolve(path).toString();
  }
}
