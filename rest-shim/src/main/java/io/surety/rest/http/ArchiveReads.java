package io.surety.rest.http;

import io.javalin.http.Context;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Mode;
import io.surety.lifecycle.Status;
import io.surety.rest.Engine;
import io.surety.rest.access.Caller;
import io.surety.rest.archive.Archive;
import io.surety.rest.archive.ArchiveAwayException;
import io.surety.rest.archive.ArchivedMessage;
import io.surety.rest.json.HistoryJson;
import io.surety.rest.problem.Problem;
import io.surety.rest.problem.ProblemCode;
import io.surety.rest.problem.ProblemException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Asks the archive, where there is one, and says so where it does not answer. Thread-safe. */
final class ArchiveReads {
  private static final long RETRY_MS = 1_000;

  private final Supplier<Engine> engine;
  private final LongSupplier clock;

  ArchiveReads(Supplier<Engine> engine, LongSupplier clock) {
    this.engine = engine;
    this.clock = clock;
  }

  /**
   * Asks the archive.
   *
   * @throws ProblemException when there is none, or it does not answer
   */
  <T> T ask(Function<Archive, T> question) {
    return asked(question)
        .orElseThrow(
            () ->
                ProblemException.of(
                    ProblemCode.NO_ARCHIVE,
                    "This server reads no archive: set surety.archive.url, see archive.md."));
  }

  /**
   * A finished message that its caller may see; empty if there is none, or no archive.
   *
   * @throws ProblemException when the archive does not answer
   */
  Optional<ArchivedMessage> find(Context ctx, String id) {
    Caller caller = Callers.of(ctx);
    return asked(archive -> archive.history().message(id))
        .flatMap(found -> found)
        .filter(message -> isOf(caller, message));
  }

  /** What the archive has of a finished message, or a sentence that says why it has nothing. */
  record Kept(Optional<ArchivedMessage> message, String missing) {
    private static Kept nothing(String why) {
      return new Kept(Optional.empty(), why);
    }

    <T> T fold(Function<ArchivedMessage, T> kept, Function<String, T> nothing) {
      return message.map(kept).orElseGet(() -> nothing.apply(missing));
    }
  }

  /**
   * The rest of a finished message. An earlier end, of a dead letter that was redriven since, is
   * not it.
   */
  Kept of(Context ctx, Message finished) {
    if (finished.content().mode() == Mode.DIRECT && finished.status() == Status.COMPLETED) {
      return Kept.nothing("A direct message is not followed, and not archived.");
    }
    if (engine.get().archive().isEmpty()) {
      return Kept.nothing(
          "Only the end of a finished message is remembered, and this server reads no archive: set"
              + " surety.archive.url, see archive.md.");
    }
    try {
      return find(ctx, finished.id())
          .filter(message -> message.revision() >= finished.revision())
          .map(message -> new Kept(Optional.of(message), ""))
          .orElseGet(
              () -> Kept.nothing("It has not arrived in the archive yet: ask again in a moment."));
    } catch (ProblemException e) {
      return Kept.nothing(
          "The archive's database does not answer, and only the end is remembered here: ask"
              + " again.");
    }
  }

  /** How far it lags, ms; empty when that is not known. */
  Optional<Long> lagMs() {
    return engine
        .get()
        .archive()
        .map(archive -> archive.lagMs(clock.getAsLong()))
        .filter(OptionalLong::isPresent)
        .map(OptionalLong::getAsLong);
  }

  private <T> Optional<T> asked(Function<Archive, T> question) {
    try {
      return engine.get().archive().map(question);
    } catch (ArchiveAwayException e) {
      throw new ProblemException(
          Problem.of(
                  ProblemCode.ARCHIVE_AWAY,
                  "The archive's database does not answer; messages go on without it. Ask again.")
              .retryAfter(RETRY_MS));
    }
  }

  private static boolean isOf(Caller caller, ArchivedMessage message) {
    return !caller.isApplication()
        || message.producer().filter(caller::ownsProducer).isPresent()
        || HistoryJson.groups(message).stream().anyMatch(caller::ownsGroup);
  }
}
