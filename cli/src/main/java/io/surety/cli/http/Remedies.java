package io.surety.cli.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * What to do about a code: from its page in docs/errors, which are among this module's resources.
 */
final class Remedies {
  private static final String HEADING = "## What to do\n\n";

  /** Where the page speaks to programs, and a command says the same. */
  private static final Map<String, String> IN_COMMANDS =
      Map.ofEntries(
          Map.entry(
              "unauthenticated",
              "Give an API key or a token that counts here: --token-file, or SURETY_TOKEN."),
          Map.entry(
              "destination-not-registered",
              "'surety destinations' lists those that are; register it with: surety destinations"
                  + " put TOPIC."),
          Map.entry(
              "destination-missing",
              "Create the topic and ask again in a moment, or leave --direct out: the message then"
                  + " waits for it."),
          Map.entry("registration-not-found", "It is not registered, or not yours."),
          Map.entry("contradiction", "'surety inspect' shows it."),
          Map.entry("too-late", "'surety inspect' shows where it stands."),
          Map.entry(
              "already-resolved", "What you wanted to say as well belongs into your own records."),
          Map.entry("redrive-not-found", "'surety redrives' lists the jobs."),
          Map.entry(
              "redrive-over",
              "'surety redrives JOB --items' shows its outcome; start another job for what is still"
                  + " dead."),
          Map.entry(
              "too-many-redrives",
              "Wait for them, or cancel those that nobody needs: surety redrives JOB --cancel."),
          Map.entry(
              "outcome-unknown",
              "Try again, a new message with the same --id: repetitions change nothing."),
          Map.entry("method-not-allowed", "Is the server older than this program?"),
          Map.entry(
              "no-such-route",
              "Is the server older than this program? 'surety doctor' tells its version."));

  private Remedies() {}

  static Optional<String> of(String code) {
    String ours = IN_COMMANDS.get(code);
    return ours != null ? Optional.of(ours) : ofPage(code);
  }

  private static Optional<String> ofPage(String code) {
    if (!code.matches("[a-z-]+")) {
      return Optional.empty();
    }
    try (InputStream in =
        Remedies.class.getResourceAsStream("/io/surety/cli/errors/" + code + ".md")) {
      if (in == null) {
        return Optional.empty();
      }
      String page = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      int at = page.indexOf(HEADING);
      return at < 0
          ? Optional.empty()
          : Optional.of(
              page.substring(at + HEADING.length())
                  .strip()
                  .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
