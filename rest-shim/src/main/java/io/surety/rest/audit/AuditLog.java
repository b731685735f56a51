package io.surety.rest.audit;

import io.surety.rest.json.Json;
import io.surety.rest.json.Texts;
import io.surety.rest.problem.ProblemException;
import io.surety.rest.signal.SignalWriter;
import io.surety.schemas.MessageIds;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what operators do: once before it is done, acknowledged, so that nothing is done that
 * is not written down; and once after, with what came of it. Two records of one id. Thread-safe.
 */
public final class AuditLog {
  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
  private static final int TEXT_MAX = 1_000;

  private final String topic;
  private final SignalWriter writer;
  private final Json json;

  /**
   * @param topic where it is kept
   */
  public AuditLog(String topic, SignalWriter writer) {
    this.topic = topic;
    this.writer = writer;
    this.json = new Json(AuditTrail.RECORD_MAX_BYTES);
  }

  /**
   * Writes down what is about to be done.
   *
   * @return its id, for what comes of it
   * @throws ProblemException when it is not known whether it was written; then it must not be done
   */
  public String asked(Deed deed) {
    String id = MessageIds.newId();
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("id", id);
    members.put("caller", Texts.cut(deed.caller(), TEXT_MAX));
    members.put("role", deed.role());
    deed.actor().ifPresent(actor -> members.put("actor", Texts.cut(actor, TEXT_MAX)));
    members.put("from", deed.from());
    members.put("method", deed.method());
    members.put("path", Texts.cut(deed.path(), TEXT_MAX));
    deed.messageId().ifPresent(message -> members.put("messageId", message));
    deed.reason().ifPresent(reason -> members.put("reason", Texts.cut(reason, TEXT_MAX)));
    writer.write(topic, id, json.write(members));
    return id;
  }

  /**
   * Writes down what came of it. That it was asked for is written already, so that a failure here
   * is told to the log only.
   *
   * @param id as {@link #asked} returned it
   * @param status of the answer
   */
  public void answered(String id, int status) {
    try {
      writer.write(topic, id, json.write(Map.of("id", id, "status", status)));
    } catch (ProblemException e) {
      LOG.warn("What came of {} ({}) could not be written down", id, status);
    }
  }
}
