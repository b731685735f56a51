package io.surety.rest.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.schemas.BundleIds;
import io.surety.schemas.avro.Decide;
import io.surety.schemas.avro.Decision;
import io.surety.schemas.avro.DecisionSource;
import java.util.List;
import java.util.Optional;

/** The bodies of what is decided about a message; all of them may be empty but for a new time. */
public final class DecideRequest {
  private static final int ACTOR_MAX = 200;
  private static final int REASON_MAX = 1_000;

  private DecideRequest() {}

  /**
   * A decision: {@code {actor?, reason?}}.
   *
   * @param group whose dead delivery is meant; empty for the message as a whole
   * @throws io.surety.rest.problem.ProblemException naming the fields that are wrong
   */
  public static Decide read(
      ObjectNode body,
      String messageId,
      Decision decision,
      DecisionSource source,
      Optional<String> group) {
    Fields fields = Fields.of(body);
    Decide decide =
        decision(fields, messageId, decision, source).setGroup(group.orElse(null)).build();
    fields.end();
    return decide;
  }

  /**
   * A dead letter is closed: {@code {reason, actor?}}.
   *
   * @param group whose dead delivery is meant; empty for the message as a whole
   * @throws io.surety.rest.problem.ProblemException naming the fields that are wrong
   */
  public static Decide resolve(ObjectNode body, String messageId, Optional<String> group) {
    Fields fields = Fields.of(body);
    Decide decide =
        decision(fields, messageId, Decision.RESOLVE, DecisionSource.OPERATOR)
            .setGroup(group.orElse(null))
            .build();
    mustSayWhy(fields, decide, "say why it need not be delivered any more");
    fields.end();
    return decide;
  }

  /**
   * A decision by hand: {@code {reason, actor?}}.
   *
   * @throws io.surety.rest.problem.ProblemException naming the fields that are wrong
   */
  public static Decide byHand(ObjectNode body, String messageId, Decision decision) {
    Fields fields = Fields.of(body);
    Decide decide = decision(fields, messageId, decision, DecisionSource.OPERATOR).build();
    mustSayWhy(fields, decide, "say why you decide in the producer's place");
    fields.end();
    return decide;
  }

  private static void mustSayWhy(Fields fields, Decide decide, String remedy) {
    if (decide.getReason() == null || decide.getReason().isBlank()) {
      fields.wrong("reason", "", "is missing", remedy);
    }
  }

  /**
   * Another time: {@code {deliverAt | delayMs, actor?, reason?}}.
   *
   * @param now what {@code delayMs} counts from, epoch ms
   * @throws io.surety.rest.problem.ProblemException naming the fields that are wrong
   */
  public static Decide reschedule(ObjectNode body, String messageId, long now) {
    Fields fields = Fields.of(body);
    Optional<Long> deliverAt = PrepareRequest.deliverAt(fields, now);
    if (!fields.has("deliverAt") && !fields.has("delayMs")) {
      fields.wrong("deliverAt", "", "is missing", "send the new time, or delayMs from now");
    }
    Decide decide =
        decision(fields, messageId, Decision.RESCHEDULE, DecisionSource.PRODUCER)
            .setDeliverAt(deliverAt.orElse(null))
            .build();
    fields.end();
    return decide;
  }

  /** As much of a text as an actor may have. */
  public static String actor(String text) {
    return Texts.cut(text, ACTOR_MAX);
  }

  private static Decide.Builder decision(
      Fields fields, String messageId, Decision decision, DecisionSource source) {
    return Decide.newBuilder()
        .setMessageId(messageId)
        .setDecision(decision)
        .setSource(source)
        .setMembers(decidedWith(messageId, decision))
        .setActor(actor(fields).orElse(null))
        .setReason(reason(fields).orElse(null));
  }

  static Optional<String> actor(Fields fields) {
    return fields.line("actor", ACTOR_MAX);
  }

  static Optional<String> reason(Fields fields) {
    return fields.line("reason", REASON_MAX);
  }

  /** The messages of a bundle are delivered all, or none. */
  private static List<String> decidedWith(String messageId, Decision decision) {
    return switch (decision) {
      case CONFIRM, ROLL_BACK -> BundleIds.others(messageId);
      case CANCEL, RESCHEDULE, DELIVER_NOW, REDRIVE, RESOLVE, CHECK_NOW, UNKNOWN, IN_PROGRESS ->
          List.of();
    };
  }
}
