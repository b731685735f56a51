package io.surety.rest.http;

import io.surety.rest.Engine;
import io.surety.rest.access.Caller;
import io.surety.rest.access.Role;
import io.surety.rest.json.Json;
import io.surety.rest.json.MessageJson;
import io.surety.rest.problem.ProblemException;
import io.surety.rest.redrive.MessageLookup;
import io.surety.topology.Answer;
import io.surety.topology.CoordinatorQueries;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds messages here, or asks the instance that owns them. Thread-safe. */
final class MessageLooks implements MessageLookup {
  private static final Logger LOG = LoggerFactory.getLogger(MessageLooks.class);

  /** Nobody asks but the server itself. */
  private static final Caller SERVER = Caller.of("redrives", Role.VIEWER);

  private static final Duration ANSWER_MAX = Duration.ofSeconds(3);
  private static final int MESSAGE_MAX_BYTES = 16 << 20;
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final Supplier<Engine> engine;
  private final Peers peers;
  private final Json json = new Json(MESSAGE_MAX_BYTES);

  MessageLooks(Supplier<Engine> engine, Peers peers) {
    this.engine = engine;
    this.peers = peers;
  }

  @Override
  public Looked find(String messageId) {
    return look(messageId, "");
  }

  @Override
  public Looked findAfterAll(String messageId) {
    CoordinatorQueries queries = engine.get().queries();
    String end = engine.get().positions().end(queries.partitionOf(messageId));
    boolean isHere = queries.owns(messageId);
    boolean isReached =
        !isHere
            || engine.get().processing().await(engine.get().positions().parse(end).orElseThrow());
    return isReached ? look(messageId, "?" + MessageReads.AT_LEAST + "=" + end) : Looked.LATER;
  }

  private Looked look(String messageId, String query) {
    return engine
        .get()
        .queries()
        .get(messageId)
        .fold(
            view ->
                Looked.at(json.tree(MessageJson.of(view.message(), view.isSettled(), view.asOf()))),
            () -> Looked.UNKNOWN,
            owner -> ask(owner, "/api/v1/messages/" + messageId + query),
            moving -> Looked.LATER);
  }

  private Looked ask(Answer.Elsewhere owner, String pathAndQuery) {
    try {
      HttpResponse<byte[]> response =
          peers
              .get(owner, SERVER, pathAndQuery, ANSWER_MAX)
              .get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
      return switch (response.statusCode()) {
        case OK -> fresh(response.body());
        case NOT_FOUND -> Looked.UNKNOWN;
        default -> Looked.LATER;
      };
    } catch (ExecutionException | TimeoutException | ProblemException e) {
      LOG.debug("The owner of a message does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Looked.LATER;
  }

  /** It may have lost the message meanwhile, and answer from a copy. */
  private Looked fresh(byte[] body) {
    var message = json.readObject(body);
    return message.path("stale").asBoolean() ? Looked.LATER : Looked.at(message);
  }
}
