package io.surety.quickstart.story;

import io.surety.quickstart.screen.Narrator;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Asks the coordinator about a message until it has ended, and tells where it rests meanwhile. */
final class Follower {
  private static final Duration POLL = Duration.ofMillis(50);

  /** A message that stays as it is for so many polls is worth a line. */
  private static final int POLLS_AT_REST = 8;

  private final Answers coordinator;
  private final Narrator narrator;
  private final StopSignal stop;

  Follower(Answers coordinator, Narrator narrator, StopSignal stop) {
    this.coordinator = coordinator;
    this.narrator = narrator;
    this.stop = stop;
  }

  /**
   * Returns when the message has ended, in whichever way, or patience has.
   *
   * @throws StoppedException when the user wants this program to end
   */
  void follow(String messageId, String expectedStatus, Duration patience) {
    long polls = Math.max(1, patience.dividedBy(POLL));
    Set<String> told = new HashSet<>();
    String before = "nothing";
    int since = 0;
    for (long poll = 0; poll < polls; poll++) {
      Optional<Answer> answer = coordinator.about(messageId);
      if (answer.isPresent() && answer.get().isEnd()) {
        narrator.says("coordinator", "says " + answer.get().told());
        return;
      }
      String now = answer.map(Answer::told).orElse(before);
      since = now.equals(before) ? since + 1 : 0;
      before = now;
      if (since == POLLS_AT_REST && told.add(now)) {
        narrator.says("coordinator", "says " + now);
      }
      stop.pause(POLL);
    }
    narrator.says(
        "coordinator",
        "still says " + before + " and not " + expectedStatus + ": the story goes on without it");
  }
}
