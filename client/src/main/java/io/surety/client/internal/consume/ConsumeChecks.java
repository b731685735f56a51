package io.surety.client.internal.consume;

import io.surety.client.ConsumeCheckHandler;
import io.surety.client.ConsumeQuestion;
import io.surety.client.ConsumeState;
import io.surety.client.internal.Connection;
import io.surety.client.internal.intake.Crew;
import io.surety.client.internal.intake.Work;
import io.surety.client.internal.intake.WorkSource;
import io.surety.client.internal.send.Needs;
import io.surety.client.internal.send.Reporter;
import io.surety.schemas.avro.ConsumeCheck;
import io.surety.schemas.avro.ErrorInfo;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the coordinator when it asks a group whether it has consumed. */
final class ConsumeChecks implements WorkSource {
  private static final Logger LOG = LoggerFactory.getLogger(ConsumeChecks.class);
  private static final CompletableFuture<Void> SILENT = CompletableFuture.completedFuture(null);

  private final ConsumerSpec spec;
  private final ConsumeCheckHandler handler;
  private final Connection connection;
  private final Reports reports;
  private final Reporter reporter;

  private ConsumeChecks(ConsumerSpec spec, ConsumeCheckHandler handler, Connection connection) {
    this.spec = spec;
    this.handler = handler;
    this.connection = connection;
    this.reports = Reports.of(connection, spec.group());
    this.reporter = connection.reporter();
  }

  /**
   * Reads questions in a group of its own, for the destination as well.
   *
   * @throws io.surety.client.StartException when the topic of the questions is missing or forbidden
   */
  static Crew crew(ConsumerSpec spec, ConsumeCheckHandler handler, Connection connection) {
    String topic = connection.topics().consumeCheck();
    String group = connection.topics().consumeCheckGroup(spec.group(), spec.destination());
    connection.require(Needs.NONE.reading(topic, group));
    return connection.crew(
        new Crew.Spec(
            "surety-consume-check-" + spec.name(), topic, group, "consume-check-" + spec.name(), 1),
        new ConsumeChecks(spec, handler, connection));
  }

  @Override
  public Optional<Work> workFor(ConsumerRecord<byte[], byte[]> record) {
    return connection
        .codec()
        .decode(ConsumeCheck.class, record.value())
        .<Optional<Work>>fold(
            question -> isOurs(question) ? Optional.of(new Answer(question)) : Optional.empty(),
            malformed -> {
              LOG.warn(
                  "Skips what is not a consume check, at {}-{} offset {}: {}",
                  record.topic(),
                  record.partition(),
                  record.offset(),
                  malformed.detail());
              return Optional.empty();
            });
  }

  private boolean isOurs(ConsumeCheck question) {
    return question.getGroup().equals(spec.group())
        && question.getDestination().equals(spec.destination());
  }

  private final class Answer implements Work {
    private final ConsumeCheck asked;

    private Answer(ConsumeCheck asked) {
      this.asked = asked;
    }

    @Override
    public Object lane() {
      return asked.getMessageId();
    }

    @Override
    public void drop() {
      // Another member answers.
    }

    @Override
    public Course run(Abandoned abandoned) {
      return Course.ended(answer());
    }

    private CompletableFuture<Void> answer() {
      String id = asked.getMessageId();
      int attempt = asked.getAttempt();
      return switch (state()) {
        case CONSUMED -> reporter.report(reports.consumed(id, attempt));
        case IN_PROGRESS -> reporter.report(reports.received(id, attempt));
        case NOT_CONSUMED ->
            reporter.report(reports.failed(id, attempt, notConsumed(), OptionalLong.empty()));
        case UNKNOWN -> SILENT;
      };
    }

    private ConsumeState state() {
      try {
        ConsumeState state =
            handler.check(
                new ConsumeQuestion(
                    asked.getMessageId(),
                    asked.getGroup(),
                    asked.getDestination(),
                    Optional.ofNullable(asked.getBusinessKey()),
                    asked.getAttempt(),
                    Instant.ofEpochMilli(asked.getAskedAt())));
        return Objects.requireNonNull(state, "the consume check returned null");
      } catch (Exception | Error e) {
        LOG.warn(
            "The consume check of group {} for message '{}' failed and is not answered",
            asked.getGroup(),
            asked.getMessageId(),
            e);
        return ConsumeState.UNKNOWN;
      }
    }

    private ErrorInfo notConsumed() {
      return new ErrorInfo(
          "NOT_CONSUMED", "the group answered a consume check with no", null, "not-consumed");
    }
  }
}
