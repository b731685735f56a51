package io.surety.topology.state;

import static io.surety.lifecycle.Message.NEVER;

import io.surety.lifecycle.Attempt;
import io.surety.lifecycle.CheckBack;
import io.surety.lifecycle.Content;
import io.surety.lifecycle.Decision;
import io.surety.lifecycle.Delivery;
import io.surety.lifecycle.Early;
import io.surety.lifecycle.Failure;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Question;
import io.surety.lifecycle.Signal;
import io.surety.topology.rows.MessageRow;
import io.surety.topology.rows.RowAnswer;
import io.surety.topology.rows.RowAttempt;
import io.surety.topology.rows.RowCheckBack;
import io.surety.topology.rows.RowContent;
import io.surety.topology.rows.RowDecideKind;
import io.surety.topology.rows.RowDecision;
import io.surety.topology.rows.RowDecisionKind;
import io.surety.topology.rows.RowDelivery;
import io.surety.topology.rows.RowDeliveryStatus;
import io.surety.topology.rows.RowEarlyDecision;
import io.surety.topology.rows.RowEarlyGroup;
import io.surety.topology.rows.RowEarlyKind;
import io.surety.topology.rows.RowFailure;
import io.surety.topology.rows.RowMode;
import io.surety.topology.rows.RowOutcome;
import io.surety.topology.rows.RowQuestion;
import io.surety.topology.rows.RowReason;
import io.surety.topology.rows.RowSource;
import io.surety.topology.rows.RowStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns a message into its row. Nothing is said about what is not there. */
final class MessageToRow {
  private MessageToRow() {}

  static MessageRow row(Message message) {
    return new MessageRow(
        message.id(),
        RowStatus.valueOf(message.status().name()),
        message.revision(),
        content(message.content()),
        checkBack(message.checkBack()),
        decision(message.decision()),
        each(message.deliveries(), MessageToRow::delivery),
        each(message.early().decisions(), MessageToRow::earlyDecision),
        each(message.early().groups(), MessageToRow::earlyGroup),
        RowReason.valueOf(message.reason().name()),
        message.settledAt(),
        time(message.statusDue()));
  }

  private static @Nullable RowContent content(Content content) {
    return content.isPresent()
        ? new RowContent(
            content.producer(),
            content.destination(),
            content.tag(),
            content.businessKey(),
            RowMode.valueOf(content.mode().name()),
            content.digest(),
            content.preparedAt(),
            content.deliverAt(),
            time(content.expiresAt()),
            content.checkBackAfterMs())
        : null;
  }

  private static @Nullable RowCheckBack checkBack(CheckBack checkBack) {
    return checkBack.equals(CheckBack.NONE)
        ? null
        : new RowCheckBack(
            checkBack.attempt(),
            checkBack.answered(),
            checkBack.unknowns(),
            each(checkBack.history(), MessageToRow::question));
  }

  private static RowQuestion question(Question question) {
    return new RowQuestion(
        question.attempt(),
        question.askedAt(),
        RowAnswer.valueOf(question.answer().name()),
        question.answeredAt());
  }

  private static @Nullable RowDecision decision(Decision decision) {
    return decision.equals(Decision.NONE)
        ? null
        : new RowDecision(
            RowDecisionKind.valueOf(decision.kind().name()),
            source(decision.source()),
            decision.at(),
            decision.actor(),
            decision.reason());
  }

  private static RowDelivery delivery(Delivery delivery) {
    return new RowDelivery(
        delivery.group(),
        RowDeliveryStatus.valueOf(delivery.status().name()),
        delivery.attempt(),
        delivery.attemptsBase(),
        delivery.dispatchedAt(),
        delivery.receivedAt(),
        delivery.settledAt(),
        time(delivery.due()),
        delivery.heldBackSince(),
        delivery.asked(),
        delivery.late(),
        delivery.resolved(),
        RowReason.valueOf(delivery.reason().name()),
        failure(delivery.failure()),
        delivery.note(),
        each(delivery.history(), MessageToRow::attempt));
  }

  private static RowAttempt attempt(Attempt attempt) {
    return new RowAttempt(
        attempt.number(),
        attempt.dispatchedAt(),
        attempt.endedAt(),
        RowOutcome.valueOf(attempt.outcome().name()),
        failure(attempt.failure()));
  }

  private static @Nullable RowFailure failure(Failure failure) {
    return failure.equals(Failure.NONE)
        ? null
        : new RowFailure(failure.type(), failure.message(), failure.stack(), failure.fingerprint());
  }

  private static RowEarlyDecision earlyDecision(Early.EarlyDecision early) {
    Signal.Decide signal = early.signal();
    return new RowEarlyDecision(
        RowDecideKind.valueOf(signal.kind().name()),
        source(signal.source()),
        signal.checkBackAttempt(),
        signal.nonce(),
        signal.group(),
        signal.deliverAt(),
        signal.actor(),
        signal.reason(),
        early.at());
  }

  private static RowEarlyGroup earlyGroup(Early.GroupSignal signal) {
    return new RowEarlyGroup(
        signal.group(),
        RowEarlyKind.valueOf(signal.kind().name()),
        signal.attempt(),
        failure(signal.failure()),
        signal.retryAfterMs(),
        signal.at());
  }

  private static RowSource source(Decision.Source source) {
    return RowSource.valueOf(source.name());
  }

  private static @Nullable Long time(long time) {
    return time == NEVER ? null : time;
  }

  private static <A, B> List<B> each(List<A> all, Function<A, B> one) {
    List<B> mapped = new ArrayList<>(all.size());
    all.forEach(a -> mapped.add(one.apply(a)));
    return mapped;
  }
}
