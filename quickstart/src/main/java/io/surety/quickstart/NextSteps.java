package io.surety.quickstart;

import io.surety.quickstart.screen.Console;
import io.surety.quickstart.story.DemoConsumers;
import java.net.URI;
import java.util.Optional;

/**
 * The reader's turn: commands for another terminal. They are indented by four columns, and have no
 * comments between them, which not every interactive shell understands.
 */
final class NextSteps {
  /** The reader's topic; nobody else sends to it. */
  static final String DESTINATION = "hello";

  private static final String API =
      """
        The API:
          api=%s/api/v1
      """;

  private static final String REDRIVE =
      """
        Send the dead letter to billing again; this time it consumes it, as you will see below:
          curl -X POST "$api/messages/%1$s/redrive?group=%2$s"
      """;

  private static final String ARCHIVE =
      """
        What has finished, from the archive's database, newest first:
          curl "$api/archive/messages?limit=3"
      """;

  private static final String FIRST_MESSAGE =
      """
        Register a topic to deliver to, and a consumer group of yours:
          curl -X PUT $api/destinations/%1$s
          curl -X PUT $api/subscriptions/%1$s/my-group

        Send a message:
          curl -X POST $api/messages -H 'Content-Type: application/json' -d '{
            "id": "%2$s", "mode": "send", "producer": "me",
            "destination": "%1$s", "payload": "Hello, Surety"}'

        Look. It is DELIVERING, because my-group has not said yet that it consumed it:
          curl $api/messages/%2$s

        Say it, as a consumer in any language can, and look again. It is COMPLETED:
          curl -X PUT $api/messages/%2$s/deliveries/my-group \\
            -H 'Content-Type: application/json' -d '{"status": "consumed", "attempt": 1}'
          curl $api/messages/%2$s
      """;

  private final Console console;

  NextSteps(Console console) {
    this.console = console;
  }

  /**
   * Prints them.
   *
   * @param url where REST listens
   * @param deadLetter the message of the story that billing rejected, if there was a story
   * @param messageId for the reader's message: new in each run, since an id is used once
   * @param isArchive whether there is an archive to look into
   */
  void print(URI url, Optional<String> deadLetter, String messageId, boolean isArchive) {
    console.title("Your turn: commands for another terminal");
    console.line(API.formatted(url));
    deadLetter.ifPresent(id -> console.line(REDRIVE.formatted(id, DemoConsumers.BILLING)));
    console.line(FIRST_MESSAGE.formatted(DESTINATION, messageId));
    if (isArchive) {
      console.line(ARCHIVE);
    }
    console.line("Ctrl-C ends it.");
  }
}
