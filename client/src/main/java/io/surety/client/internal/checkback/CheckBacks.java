package io.surety.client.internal.checkback;

import io.surety.client.CheckBackHandler;
import io.surety.client.internal.Connection;
import io.surety.client.internal.intake.Crew;
import io.surety.client.internal.intake.Work;
import io.surety.client.internal.intake.WorkSource;
import io.surety.client.internal.send.Needs;
import io.surety.schemas.avro.CheckBack;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the questions to one producer. All producers read the same topic, each in its own group; of
 * several questions about the same message that wait here, only the newest is answered, because the
 * coordinator refuses answers to the others.
 */
public final class CheckBacks implements WorkSource {
  private static final Logger LOG = LoggerFactory.getLogger(CheckBacks.class);

  private final String producer;
  private final Connection connection;
  private final Answers answers;
  private final Map<String, Integer> newest = new ConcurrentHashMap<>();

  private CheckBacks(String producer, Connection connection, Answers answers) {
    this.producer = producer;
    this.connection = connection;
    this.answers = answers;
  }

  /**
   * Readers and answerers of the questions to a producer, not started.
   *
   * @param isExecuting whether the local transaction of a message runs in this process
   * @throws io.surety.client.StartException when the topic of the questions is missing or forbidden
   */
  public static Crew crew(
      String producer,
      CheckBackHandler handler,
      Predicate<String> isExecuting,
      Connection connection) {
    String topic = connection.topics().checkBack();
    String group = connection.topics().checkBackGroup(producer);
    connection.require(Needs.NONE.reading(topic, group));
    return connection.crew(
        new Crew.Spec(
            "surety-check-back-" + producer,
            topic,
            group,
            "check-back-" + producer,
            connection.config().checkBackConcurrency()),
        new CheckBacks(producer, connection, new Answers(handler, isExecuting, connection)));
  }

  @Override
  public Optional<Work> workFor(ConsumerRecord<byte[], byte[]> record) {
    return connection
        .codec()
        .decode(CheckBack.class, record.value())
        .<Optional<Work>>fold(
            question ->
                question.getProducer().equals(producer)
                    ? Optional.of(work(question))
                    : Optional.empty(),
            malformed -> {
              LOG.warn(
                  "Skips what is not a check-back, at {}-{} offset {}: {}",
                  record.topic(),
                  record.partition(),
                  record.offset(),
                  malformed.detail());
              return Optional.empty();
            });
  }

  private Work work(CheckBack question) {
    newest.merge(question.getMessageId(), question.getAttempt(), Math::max);
    return new CheckBackWork(question, answers, newest);
  }
}
