package io.surety.rest.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import io.surety.rest.Engine;
import io.surety.rest.archive.ArchivedMessage;
import io.surety.rest.json.HeadersJson;
import io.surety.rest.json.HistoryJson;
import io.surety.rest.json.MessageJson;
import io.surety.rest.json.TimelineJson;
import io.surety.rest.problem.Problem;
import io.surety.rest.problem.ProblemCode;
import io.surety.rest.problem.ProblemException;
import io.surety.schemas.avro.Header;
import io.surety.schemas.avro.Prepare;
import io.surety.topology.MessageView;
import io.surety.topology.signals.Body;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What is asked about one message. */
final class ReadRoutes {
  private static final String BYTES = "application/octet-stream";
  private static final String CONTENT_TYPE = "content-type";
  private static final long RETRY_MS = 500;

  /** A media type with at most simple parameters; whatever else an application writes is bytes. */
  private static final Pattern MEDIA_TYPE =
      Pattern.compile("[\\w.+-]{1,60}/[\\w.+-]{1,60}(; ?[\\w-]{1,30}=[\\w.+-]{1,60}){0,3}");

  private final Supplier<Engine> engine;
  private final MessageReads reads;
  private final ArchiveReads archive;
  private final Replies replies;

  ReadRoutes(Supplier<Engine> engine, MessageReads reads, ArchiveReads archive, Replies replies) {
    this.engine = engine;
    this.reads = reads;
    this.archive = archive;
    this.replies = replies;
  }

  void show(Context ctx) {
    reads.answer(
        ctx,
        found -> {
          Map<String, Object> json = json(found);
          if (!found.isStale()) {
            ctx.header(ETags.NAME, ETags.of(json));
          }
          replies.json(ctx, 200, json);
        },
        id -> archived(ctx, id, HistoryJson::of));
  }

  void timeline(Context ctx) {
    reads.answer(
        ctx,
        found -> replies.json(ctx, 200, timeline(ctx, found.view())),
        id -> archived(ctx, id, HistoryJson::timeline));
  }

  /** Of what has finished the coordinator remembers the outcome only, and the archive the rest. */
  private Map<String, Object> timeline(Context ctx, MessageView view) {
    return view.isSettled()
        ? archive
            .of(ctx, view.message())
            .fold(HistoryJson::timeline, missing -> TimelineJson.ended(view.message(), missing))
        : TimelineJson.of(view.message());
  }

  /** What the coordinator has forgotten, the archive may have. */
  private boolean archived(
      Context ctx, String id, Function<ArchivedMessage, Map<String, Object>> shown) {
    Optional<ArchivedMessage> message = archive.find(ctx, id);
    message.ifPresent(found -> replies.json(ctx, 200, shown.apply(found)));
    return message.isPresent();
  }

  void headers(Context ctx) {
    reads.answer(ctx, found -> replies.json(ctx, 200, HeadersJson.of(prepare(found).getHeaders())));
  }

  /** The application's bytes as they are; a browser is to save them, whatever they say they are. */
  void payload(Context ctx) {
    reads.answer(
        ctx,
        found -> {
          Prepare prepare = prepare(found);
          ByteBuffer payload = prepare.getPayload().duplicate();
          byte[] bytes = new byte[payload.remaining()];
          payload.get(bytes);
          ctx.status(200)
              .contentType(mediaType(prepare))
              .header("Content-Disposition", "attachment; filename=\"" + fileName(prepare) + "\"")
              .header("Content-Security-Policy", "sandbox; default-src 'none'")
              .result(bytes);
        });
  }

  private static Map<String, Object> json(MessageReads.Found found) {
    MessageView view = found.view();
    return found.isStale()
        ? MessageJson.stale(view.message(), view.isSettled())
        : MessageJson.of(view.message(), view.isSettled(), view.asOf());
  }

  private Prepare prepare(MessageReads.Found found) {
    String id = found.view().message().id();
    if (found.isStale()) {
      throw moved();
    }
    if (!found.view().isSettled() && !found.view().message().content().isPresent()) {
      throw ProblemException.of(
          ProblemCode.PAYLOAD_NOT_FOUND, "'" + id + "' has not been prepared yet.");
    }
    return engine
        .get()
        .queries()
        .prepare(id)
        .map(value -> Body.of(engine.get().codec(), value).prepare())
        .orElseThrow(() -> found.view().isSettled() ? gone(id) : moved());
  }

  private static ProblemException gone(String id) {
    return ProblemException.of(
        ProblemCode.PAYLOAD_NOT_FOUND,
        "'" + id + "' has finished; its payload is kept in the archive only, if at all.");
  }

  /** It has finished or moved since it was found; who asks again hears which. */
  private static ProblemException moved() {
    return new ProblemException(
        Problem.of(ProblemCode.MOVING, "Nobody has the payload at this moment; ask again.")
            .retryAfter(RETRY_MS));
  }

  private static String mediaType(Prepare prepare) {
    for (Header header : prepare.getHeaders()) {
      ByteBuffer value = header.getValue();
      if (value != null && header.getKey().toLowerCase(Locale.ROOT).equals(CONTENT_TYPE)) {
        String type = UTF_8.decode(value.duplicate()).toString();
        return MEDIA_TYPE.matcher(type).matches() ? type : BYTES;
      }
    }
    return BYTES;
  }

  private static String fileName(Prepare prepare) {
    return prepare.getMessageId().replace(':', '_').replace('~', '_') + ".bin";
  }
}
