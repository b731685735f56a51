package io.surety.topology.effects;

import static io.surety.topology.effects.AvroForms.code;
import static io.surety.topology.effects.AvroForms.either;
import static io.surety.topology.effects.AvroForms.error;
import static io.surety.topology.effects.AvroForms.text;
import static io.surety.topology.effects.AvroForms.time;

import io.surety.lifecycle.Content;
import io.surety.lifecycle.Decision;
import io.surety.lifecycle.Delivery;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Question;
import io.surety.schemas.avro.Archive;
import io.surety.schemas.avro.Attempt;
import io.surety.schemas.avro.CheckBackRecord;
import io.surety.schemas.avro.DeliveryRecord;
import io.surety.schemas.avro.Prepare;
import io.surety.topology.signals.Body;
import io.surety.topology.state.Shortened;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;

/** Makes archive records: the whole message as it is now. */
final class Archives {
  private Archives() {}

  /** All of it; without headers and payload; without attempts; and without deliveries at last. */
  static List<Supplier<SpecificRecord>> forms(Message message, Optional<Body> body) {
    return List.of(
        () -> record(message, deliveries(message), body.map(Body::prepare)),
        () -> record(message, deliveries(message), Optional.empty()),
        () -> record(message, deliveries(Shortened.mostly(message)), Optional.empty()),
        () -> record(message, List.of(), Optional.empty()));
  }

  private static Archive record(
      Message message, List<DeliveryRecord> deliveries, Optional<Prepare> prepare) {
    Content content = message.content();
    Decision decision = message.decision();
    // Of a direct message that failed only the outcome was kept, the rest its prepare still says.
    return new Archive(
        message.id(),
        message.revision(),
        message.status().name(),
        either(content.producer(), prepare.map(Prepare::getProducer)),
        either(content.destination(), prepare.map(Prepare::getDestination)),
        either(content.tag(), prepare.map(Prepare::getTag)),
        either(content.businessKey(), prepare.map(Prepare::getBusinessKey)),
        content.isPresent() ? content.mode().name() : null,
        time(content.preparedAt()),
        time(decision.at()),
        message.settledAt(),
        code(decision.kind()),
        decision.isMade() ? decision.source().name() : null,
        text(decision.actor()),
        code(message.reason()),
        text(decision.reason()),
        message.checkBack().attempt(),
        message.checkBack().unknowns(),
        time(content.deliverAt()),
        time(content.expiresAt()),
        prepare.map(Prepare::getHeaders).orElse(List.of()),
        prepare.map(Prepare::getPayload).map(ByteBuffer::duplicate).orElse(null),
        deliveries,
        checkBacks(message));
  }

  private static List<CheckBackRecord> checkBacks(Message message) {
    List<Question> history = message.checkBack().history();
    Decision decision = message.decision();
    List<CheckBackRecord> all = new ArrayList<>(history.size());
    for (Question question : history) {
      all.add(
          message.isDecidedBy(question)
              ? checkBack(question, decision.kind(), decision.at())
              : checkBack(question, question.answer(), question.answeredAt()));
    }
    return all;
  }

  private static CheckBackRecord checkBack(Question question, Enum<?> answer, long answeredAt) {
    return new CheckBackRecord(
        question.attempt(), time(question.askedAt()), code(answer), time(answeredAt));
  }

  private static List<DeliveryRecord> deliveries(Message message) {
    return message.deliveries().stream().map(Archives::delivery).toList();
  }

  private static DeliveryRecord delivery(Delivery delivery) {
    return new DeliveryRecord(
        delivery.group(),
        delivery.status().name(),
        delivery.attempt(),
        time(delivery.dispatchedAt()),
        time(delivery.receivedAt()),
        time(delivery.settledAt()),
        delivery.late(),
        delivery.resolved(),
        code(delivery.reason()),
        text(delivery.note()),
        error(delivery.failure()),
        delivery.history().stream().map(Archives::attempt).toList());
  }

  private static Attempt attempt(io.surety.lifecycle.Attempt attempt) {
    return new Attempt(
        attempt.number(),
        attempt.dispatchedAt(),
        attempt.endedAt(),
        attempt.outcome().name(),
        error(attempt.failure()));
  }
}
