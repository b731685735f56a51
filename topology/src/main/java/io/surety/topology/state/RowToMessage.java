package io.surety.topology.state;

import static io.surety.lifecycle.Message.NEVER;

import io.surety.lifecycle.Attempt;
import io.surety.lifecycle.CheckBack;
import io.surety.lifecycle.Content;
import io.surety.lifecycle.Decision;
import io.surety.lifecycle.Delivery;
import io.surety.lifecycle.DeliveryStatus;
import io.surety.lifecycle.Early;
import io.surety.lifecycle.Failure;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Mode;
import io.surety.lifecycle.Question;
import io.surety.lifecycle.Reason;
import io.surety.lifecycle.Signal;
import io.surety.lifecycle.Status;
import io.surety.topology.rows.MessageRow;
import io.surety.topology.rows.RowAttempt;
import io.surety.topology.rows.RowCheckBack;
import io.surety.topology.rows.RowContent;
import io.surety.topology.rows.RowDecision;
import io.surety.topology.rows.RowDelivery;
import io.surety.topology.rows.RowEarlyDecision;
import io.surety.topology.rows.RowEarlyGroup;
import io.surety.topology.rows.RowFailure;
import io.surety.topology.rows.RowQuestion;
import io.surety.topology.rows.RowSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns a row back into its message: the inverse of {@link MessageToRow}. */
final class RowToMessage {
  private RowToMessage() {}

  static Message message(MessageRow row) {
    return new Message(
        row.getId(),
        Status.valueOf(row.getStatus().name()),
        row.getRevision(),
        content(row.getContent()),
        checkBack(row.getCheckBack()),
        decision(row.getDecision()),
        each(row.getDeliveries(), RowToMessage::delivery),
        early(row),
        Reason.valueOf(row.getReason().name()),
        row.getSettledAt(),
        time(row.getStatusDue()));
  }

  private static Content content(@Nullable RowContent row) {
    return row == null
        ? Content.NONE
        : new Content(
            row.getProducer(),
            row.getDestination(),
            row.getTag(),
            row.getBusinessKey(),
            Mode.valueOf(row.getMode().name()),
            row.getDigest(),
            row.getPreparedAt(),
            row.getDeliverAt(),
            time(row.getExpiresAt()),
            row.getCheckBackAfterMs());
  }

  private static CheckBack checkBack(@Nullable RowCheckBack row) {
    return row == null
        ? CheckBack.NONE
        : new CheckBack(
            row.getAttempt(),
            row.getAnswered(),
            row.getUnknowns(),
            each(row.getHistory(), RowToMessage::question));
  }

  private static Question question(RowQuestion row) {
    return new Question(
        row.getAttempt(),
        row.getAskedAt(),
        Question.Answer.valueOf(row.getAnswer().name()),
        row.getAnsweredAt());
  }

  private static Decision decision(@Nullable RowDecision row) {
    return row == null
        ? Decision.NONE
        : new Decision(
            Decision.Kind.valueOf(row.getKind().name()),
            source(row.getSource()),
            row.getAt(),
            row.getActor(),
            row.getReason());
  }

  private static Delivery delivery(RowDelivery row) {
    return new Delivery(
        row.getGroup(),
        DeliveryStatus.valueOf(row.getStatus().name()),
        row.getAttempt(),
        row.getAttemptsBase(),
        row.getDispatchedAt(),
        row.getReceivedAt(),
        row.getSettledAt(),
        time(row.getDue()),
        row.getHeldBackSince(),
        row.getAsked(),
        row.getLate(),
        row.getResolved(),
        Reason.valueOf(row.getReason().name()),
        failure(row.getFailure()),
        row.getNote(),
        each(row.getHistory(), RowToMessage::attempt));
  }

  private static Attempt attempt(RowAttempt row) {
    return new Attempt(
        row.getNumber(),
        row.getDispatchedAt(),
        row.getEndedAt(),
        Attempt.Outcome.valueOf(row.getOutcome().name()),
        failure(row.getFailure()));
  }

  private static Failure failure(@Nullable RowFailure row) {
    return row == null
        ? Failure.NONE
        : new Failure(row.getType(), row.getMessage(), row.getStack(), row.getFingerprint());
  }

  private static Early early(MessageRow row) {
    return row.getEarlyDecisions().isEmpty() && row.getEarlyGroups().isEmpty()
        ? Early.NONE
        : new Early(
            each(row.getEarlyDecisions(), RowToMessage::earlyDecision),
            each(row.getEarlyGroups(), RowToMessage::earlyGroup));
  }

  private static Early.EarlyDecision earlyDecision(RowEarlyDecision row) {
    return new Early.EarlyDecision(
        new Signal.Decide(
            Signal.Decide.Kind.valueOf(row.getKind().name()),
            source(row.getSource()),
            row.getCheckBackAttempt(),
            row.getNonce(),
            row.getGroup(),
            row.getDeliverAt(),
            row.getActor(),
            row.getReason()),
        row.getAt());
  }

  private static Early.GroupSignal earlyGroup(RowEarlyGroup row) {
    return new Early.GroupSignal(
        row.getGroup(),
        Early.Kind.valueOf(row.getKind().name()),
        row.getAttempt(),
        failure(row.getFailure()),
        row.getRetryAfterMs(),
        row.getAt());
  }

  private static Decision.Source source(RowSource source) {
    return Decision.Source.valueOf(source.name());
  }

  private static long time(@Nullable Long time) {
    return time == null ? NEVER : time;
  }

  private static <A, B> List<B> each(List<A> all, Function<A, B> one) {
    if (all.isEmpty()) {
      return List.of();
    }
    List<B> mapped = new ArrayList<>(all.size());
    all.forEach(a -> mapped.add(one.apply(a)));
    return mapped;
  }
}
