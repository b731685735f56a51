package io.surety.quickstart.story;

import java.util.Optional;

/** Asks the coordinator what it knows of a message. */
@FunctionalInterface
public interface Answers {

  /**
   * What it says now; empty if it knows nothing of the message, or cannot tell now.
   *
   * @throws java.io.UncheckedIOException when it cannot be reached
   */
  Optional<Answer> about(String messageId);
}
