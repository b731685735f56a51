package io.surety.rest.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.surety.rest.Engine;
import io.surety.rest.access.Caller;
import io.surety.rest.json.Json;
import io.surety.rest.json.ListJson;
import io.surety.rest.problem.Problem;
import io.surety.rest.problem.ProblemCode;
import io.surety.rest.problem.ProblemException;
import io.surety.rest.read.MessageFilter;
import io.surety.rest.read.Page;
import io.surety.rest.read.Slice;
import io.surety.rest.signal.LogPosition;
import io.surety.topology.BusyException;
import io.surety.topology.MessageScan;
import io.surety.topology.MessageSlice;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Lists messages of every instance, a page at a time. Each instance looks through its own
 * partitions, for a second at most; what is not there after two is left out, and said to be.
 * Thread-safe.
 */
final class Lists {
  static final String LOCAL_PATH = "/api/v1/nodes/self/messages";

  private static final long HERE_MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(1_000);
  private static final long ALL_MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(2_000);
  private static final long RETRY_MS = 1_000;

  private final Supplier<Engine> engine;
  private final FanOut fanOut;
  private final Json json;

  Lists(Supplier<Engine> engine, FanOut fanOut, Json json) {
    this.engine = engine;
    this.fanOut = fanOut;
    this.json = json;
  }

  /**
   * What is asked for.
   *
   * @param after the id after which to go on; empty for the beginning
   * @param isDescending greatest id first
   * @param atLeast a position that must have been processed where its partition is listed
   */
  record Request(
      ListView view,
      MessageFilter filter,
      String after,
      boolean isDescending,
      int limit,
      Optional<String> atLeast) {

    /** All that a cursor is bound to. */
    String list() {
      return view.word() + (isDescending ? " desc " : " asc ") + filter.texts();
    }

    private String query() {
      Map<String, String> query = new LinkedHashMap<>(filter.texts());
      query.put("view", view.word());
      query.put("order", isDescending ? "desc" : "asc");
      query.put("limit", String.valueOf(limit));
      if (!after.isEmpty()) {
        query.put("after", after);
      }
      atLeast.ifPresent(text -> query.put(MessageReads.AT_LEAST, text));
      return query.entrySet().stream()
          .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
          .collect(Collectors.joining("&"));
    }
  }

  /** One page of every instance's, for this caller. */
  Page page(Request request, Caller caller) {
    long deadline = System.nanoTime() + ALL_MAX_NANOS;
    List<JsonNode> answers =
        fanOut.ask(
            engine.get().queries().others(),
            caller,
            LOCAL_PATH + "?" + request.query(),
            () -> json.tree(ListJson.slices(here(request))),
            deadline);
    List<Slice> slices = new ArrayList<>();
    for (JsonNode answer : answers) {
      Json.elements(answer.path("slices")).forEach(slice -> slices.add(ListJson.slice(slice)));
    }
    return Page.of(
        slices, engine.get().queries().partitions(), request.isDescending(), request.limit());
  }

  /**
   * What this instance finds.
   *
   * @throws ProblemException when too many lists are being made
   */
  List<Slice> here(Request request) {
    Optional<LogPosition> position = request.atLeast().flatMap(engine.get().positions()::parse);
    boolean isReached = position.map(engine.get().processing()::await).orElse(true);
    return scan(request).stream()
        .filter(slice -> isReached || slice.partition() != position.orElseThrow().partition())
        .map(slice -> slice(slice, request))
        .toList();
  }

  private List<MessageSlice> scan(Request request) {
    return scan(
        new MessageScan(
            request.view().wanted(request.filter()),
            request.after(),
            request.isDescending(),
            request.limit(),
            System.nanoTime() + HERE_MAX_NANOS));
  }

  /**
   * What this instance finds.
   *
   * @throws ProblemException when too many lists are being made
   */
  List<MessageSlice> scan(MessageScan wanted) {
    try {
      return engine.get().queries().scan(wanted);
    } catch (BusyException e) {
      throw new ProblemException(
          Problem.of(ProblemCode.BUSY, "Lists are made one after the other; ask again.")
              .retryAfter(RETRY_MS));
    }
  }

  private Slice slice(MessageSlice slice, Request request) {
    return new Slice(
        slice.partition(),
        slice.asOf(),
        slice.messages().stream()
            .map(view -> json.tree(request.view().item(view, request.filter())))
            .toList(),
        slice.lookedUpTo(),
        slice.unreadable());
  }

  /** The caller's own words are sent on, so they must be what a position looks like. */
  Optional<String> atLeast(Context ctx) {
    return MessageReads.atLeast(ctx, engine.get()).map(engine.get().positions()::format);
  }
}
