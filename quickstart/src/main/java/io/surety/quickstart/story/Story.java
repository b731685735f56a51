package io.surety.quickstart.story;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Plays scenes one after the other, and then looks how their messages ended. */
public final class Story {
  /** Longer than any scene takes on a slow machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String INTRODUCTION =
      """
      The story: %d messages
         A shop publishes to the topic %s. The consumer groups %s must
         consume what the shop confirms, and nothing else. Times count from the start of a scene.""";

  private final List<Scene> scenes;
  private final Duration patience;

  Story(List<Scene> scenes, Duration patience) {
    this.scenes = List.copyOf(scenes);
    this.patience = patience;
  }

  /** The story of the quickstart. */
  public static Story ofSevenMessages() {
    return new Story(
        List.of(
            new ConfirmedScene(),
            new RolledBackScene(),
            new LostConfirmScene(),
            new RetriedScene(),
            new RejectedScene(),
            new DelayedScene(),
            new ExpiredScene()),
        PATIENCE);
  }

  /** What the reader should know before it begins. */
  public String introduction() {
    return INTRODUCTION.formatted(
        scenes.size(), DemoConsumers.DESTINATION, String.join(" and ", DemoConsumers.GROUPS));
  }

  /**
   * Plays all scenes. The outcomes are taken when the last one is over, so that whatever came late
   * for an early one is seen.
   *
   * @param remember is given each message as soon as it is on its way
   * @throws StoppedException when the user wants it to end
   */
  public List<Outcome> tell(
      Stage stage, Answers coordinator, Consumer<Played> remember, StopSignal stop) {
    Follower follower = new Follower(coordinator, stage.narrator(), stop);
    List<Played> played = new ArrayList<>();
    for (Scene scene : scenes) {
      stage.narrator().scene((played.size() + 1) + "  " + scene.title(), scene.about());
      Played now = new Played(scene.title(), scene.play(stage), scene.expected());
      remember.accept(now);
      played.add(now);
      follower.follow(now.messageId(), scene.expected().status(), patience);
    }
    return played.stream().map(one -> outcome(one, stage, coordinator)).toList();
  }

  List<Scene> scenes() {
    return scenes;
  }

  private static Outcome outcome(Played played, Stage stage, Answers coordinator) {
    Map<String, List<Handled>> handled = new LinkedHashMap<>();
    for (String group : DemoConsumers.GROUPS) {
      handled.put(group, stage.consumers().journal().of(played.messageId(), group));
    }
    String status = coordinator.about(played.messageId()).map(Answer::status).orElse("not known");
    return new Outcome(played, status, handled);
  }
}
