package io.surety.topology.dispatch;

import io.surety.lifecycle.Reason;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** What Kafka's exceptions mean for a delivery, and for the producer. */
final class Failures {
  private Failures() {}

  static Reason reason(Exception e) {
    if (e instanceof UnknownTopicOrPartitionException
        || e instanceof UnknownTopicIdException
        || e instanceof InvalidTopicException) {
      return Reason.DESTINATION_MISSING;
    }
    if (e instanceof TopicAuthorizationException || e instanceof ClusterAuthorizationException) {
      return Reason.DESTINATION_FORBIDDEN;
    }
    if (e instanceof RecordTooLargeException || e instanceof RecordBatchTooLargeException) {
      return Reason.TOO_LARGE;
    }
    return Reason.DESTINATION_UNAVAILABLE;
  }

  /**
   * True if the producer cannot go on, or could only out of order (KafkaProducer's documentation
   * advises a new one after a lost sequence).
   */
  static boolean endsProducer(Exception e) {
    return e instanceof ClusterAuthorizationException
        || e instanceof ProducerFencedException
        || e instanceof InvalidPidMappingException
        || e instanceof UnsupportedVersionException
        || e instanceof OutOfOrderSequenceException;
  }
}
