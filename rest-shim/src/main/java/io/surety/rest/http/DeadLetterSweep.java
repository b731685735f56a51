package io.surety.rest.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.rest.access.Caller;
import io.surety.rest.json.Json;
import io.surety.rest.json.Times;
import io.surety.rest.problem.FieldError;
import io.surety.rest.problem.Problem;
import io.surety.rest.problem.ProblemCode;
import io.surety.rest.problem.ProblemException;
import io.surety.rest.read.MessageFilter;
import io.surety.rest.read.Page;
import io.surety.rest.redrive.Redrive;
import io.surety.schemas.avro.RedriveItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Every dead letter for which a filter holds, on all instances: all of them, or none. */
final class DeadLetterSweep {
  private static final int PAGE = 200;
  private static final long ALL_MAX_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long RETRY_MS = 2_000;

  private final Lists lists;

  DeadLetterSweep(Lists lists) {
    this.lists = lists;
  }

  /**
   * In the order of their messages' ids.
   *
   * @param caller on whose behalf
   * @throws ProblemException if not all can be seen now, or if they are too many
   */
  List<RedriveItem> all(MessageFilter filter, Caller caller) {
    long deadline = System.nanoTime() + ALL_MAX_NANOS;
    List<RedriveItem> items = new ArrayList<>();
    Optional<String> after = Optional.of("");
    while (after.isPresent()) {
      if (System.nanoTime() - deadline > 0) {
        throw later(ProblemCode.BUSY, "It takes more than 30 s to look: narrow the filter.");
      }
      Page page =
          lists.page(
              new Lists.Request(
                  ListView.DEAD_LETTERS, filter, after.get(), false, PAGE, Optional.empty()),
              caller);
      if (page.isIncomplete()) {
        throw later(
            ProblemCode.MOVING,
            "Not every dead letter can be seen at this moment, and a job is of all of them: ask"
                + " again.");
      }
      page.items().forEach(item -> items.addAll(of(item)));
      if (items.size() > Redrive.ITEMS_MAX) {
        throw tooMany();
      }
      after = page.next();
    }
    return items;
  }

  private static List<RedriveItem> of(JsonNode item) {
    return Json.elements(item.path("deadLetters")).stream()
        .map(
            dead ->
                new RedriveItem(
                    dead.path("messageId").asText(),
                    dead.path("group").asText(),
                    Times.parse(dead.path("deadAt").asText()).orElse(0L)))
        .toList();
  }

  private static ProblemException later(ProblemCode code, String detail) {
    return new ProblemException(Problem.of(code, detail).retryAfter(RETRY_MS));
  }

  private static ProblemException tooMany() {
    return new ProblemException(
        Problem.invalid(
            List.of(
                new FieldError(
                    "/filter",
                    "",
                    "the filter holds for more than " + Redrive.ITEMS_MAX + " dead letters",
                    "narrow it, for example by destination or time, and make several jobs"))));
  }
}
