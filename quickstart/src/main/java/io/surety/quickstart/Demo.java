package io.surety.quickstart;

import io.surety.client.Surety;
import io.surety.quickstart.screen.Console;
import io.surety.quickstart.screen.Narrator;
import io.surety.quickstart.story.Answers;
import io.surety.quickstart.story.DemoConsumers;
import io.surety.quickstart.story.EarlierStories;
import io.surety.quickstart.story.Outcome;
import io.surety.quickstart.story.OutcomeTable;
import io.surety.quickstart.story.Shop;
import io.surety.quickstart.story.Stage;
import io.surety.quickstart.story.StopSignal;
import io.surety.quickstart.story.Story;
import io.surety.quickstart.story.StoryFile;
import java.nio.file.Path;
import java.util.List;

/** A shop that publishes and two groups that consume, over the SDK, as an application would. */
final class Demo implements AutoCloseable {
  private final Console console;
  private final Platform platform;
  private final Narrator narrator;
  private final Surety surety;

  private Demo(Console console, Platform platform, Narrator narrator, Surety surety) {
    this.console = console;
    this.platform = platform;
    this.narrator = narrator;
    this.surety = surety;
  }

  /** Connects to the broker. */
  static Demo start(Platform platform, Console console) {
    return new Demo(
        console,
        platform,
        new Narrator(console, System::nanoTime),
        Surety.connect(Settings.client(platform.kafka())));
  }

  /**
   * Tells the story, and looks how it ended.
   *
   * @param dataDir where the messages of earlier stories are remembered
   * @throws io.surety.quickstart.story.StoppedException if the user wants this program to end
   */
  List<Outcome> tell(Story story, Path dataDir, StopSignal stop) {
    Stage stage = stage();
    StoryFile file = new StoryFile(dataDir.resolve("stories.tsv"));
    Answers coordinator = platform.answers(stop);
    new EarlierStories(console, coordinator).tell(file.read());
    console.blank();
    console.line(story.introduction());
    List<Outcome> outcomes = story.tell(stage, coordinator, file::add, stop);
    new OutcomeTable(console).print(outcomes);
    stage
        .consumers()
        .firstConsumedAt()
        .map(Uptime::at)
        .map(Console::seconds)
        .ifPresent(time -> console.line("(first message consumed after " + time + ")"));
    narrator.byTheClock();
    return outcomes;
  }

  /** Ends publishing and consuming. The groups stay subscribed. */
  @Override
  public void close() {
    surety.close();
  }

  /** Who plays: registered and subscribed, so that what is confirmed from now on is delivered. */
  private Stage stage() {
    Console.Step step = console.begin("demo", "registering ...");
    haveTheTopicForOurselves();
    surety.destinations().register(DemoConsumers.DESTINATION);
    DemoConsumers consumers = new DemoConsumers(narrator);
    DemoConsumers.GROUPS.forEach(group -> consumers.subscribe(surety, group));
    Stage stage = new Stage(new Shop(surety, narrator), consumers, narrator);
    step.done(
        "topic %s, groups %s"
            .formatted(DemoConsumers.DESTINATION, String.join(" and ", DemoConsumers.GROUPS)));
    return stage;
  }

  /** A further group would owe answers to the story's messages, which would never complete. */
  private void haveTheTopicForOurselves() {
    for (String group : platform.subscribers(DemoConsumers.DESTINATION)) {
      if (!DemoConsumers.GROUPS.contains(group)) {
        surety.unsubscribe(group, DemoConsumers.DESTINATION);
        console.line(
            "  The topic %s belongs to the demo: group %s is no longer subscribed to it."
                .formatted(DemoConsumers.DESTINATION, group));
      }
    }
  }
}
