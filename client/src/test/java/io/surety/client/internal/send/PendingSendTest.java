package io.surety.client.internal.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.surety.client.NotDoneException;
import io.surety.client.OutcomeUnknownException;
import io.surety.client.SuretyException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kafka says "timeout" both for what it never accepted and for what may be written. */
class PendingSendTest {
  private static final RecordMetadata METADATA =
      new RecordMetadata(new TopicPartition("t", 0), -1, -1, -1, -1, -1);

  private final PendingSend pending =
      new PendingSend(
          new Outgoing("t", "k", new byte[0], Intent.settle("confirm", "message 'm1'")));

  @Test
  void anAcknowledgedSendIsDone() {
    pending.returned();
    pending.onCompletion(METADATA, null);

    assertThat(pending.result()).isCompletedWithValue(null);
  }

  @Test
  void aTimeoutWithinTheCallIsDefinitelyNotDone() {
    pending.onCompletion(METADATA, new TimeoutException("no metadata"));
    pending.returned();

    assertThat(failure(NotDoneException.class).getMessage())
        .isEqualTo(
            "could not confirm message 'm1': no metadata. Check that the brokers can be reached and"
                + " that topic 't' exists, then call it again.");
  }

  @Test
  void aTimeoutFromAnotherThreadIsUnknownEvenBeforeTheCallReturns() throws Exception {
    Thread io =
        new Thread(() -> pending.onCompletion(METADATA, new TimeoutException("Expiring 1 record")));
    io.start();
    io.join();
    pending.returned();

    assertThat(failure(OutcomeUnknownException.class).problem())
        .isEqualTo("it is not known whether it could confirm message 'm1': Expiring 1 record");
  }

  @ParameterizedTest
  @MethodSource("unknown")
  void whatComesLaterIsUnknown(Exception said) {
    pending.returned();
    pending.onCompletion(METADATA, said);

    failure(OutcomeUnknownException.class);
  }

  static Exception[] unknown() {
    return new Exception[] {
      new TimeoutException("late"),
      new OutOfOrderSequenceException("?"),
      new UnknownServerException("?"),
      new org.apache.kafka.common.KafkaException("Producer is closed forcefully."),
      new org.apache.kafka.common.errors.SaslAuthenticationException("password changed")
    };
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void exceptARefusalOfTheBroker(Exception said) {
    pending.returned();
    pending.onCompletion(METADATA, said);

    failure(NotDoneException.class);
  }

  static Exception[] refusals() {
    return new Exception[] {
      new RecordTooLargeException("too large"),
      new TopicAuthorizationException("forbidden"),
      new org.apache.kafka.common.errors.InvalidTopicException("bad"),
      new org.apache.kafka.common.InvalidRecordException("bad"),
      new org.apache.kafka.common.errors.PolicyViolationException("bad")
    };
  }

  @Test
  void aFailureWithoutATextNamesItsType() {
    pending.onCompletion(METADATA, new TimeoutException());

    assertThat(failure(NotDoneException.class).problem()).endsWith(": TimeoutException");
  }

  private <T extends SuretyException> T failure(Class<T> type) {
    ExecutionException failed =
        catchThrowableOfType(ExecutionException.class, () -> pending.result().get());
    assertThat(failed).hasCauseInstanceOf(type);
    return type.cast(failed.getCause());
  }
}
