package io.surety.client.internal.send;

import io.surety.client.NotDoneException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;

/** What brokers and Kafka's client refuse, and what helps. */
public final class Refusals {
  private Refusals() {}

  /**
   * True when a broker answers so only instead of writing the record. (Kafka repeats a request that
   * was not answered; for this to be wrong, the first one would have to be written and unanswered,
   * and the right or the limit be taken away before the second.)
   */
  static boolean isRefusal(Exception failure) {
    return failure instanceof RecordTooLargeException
        || failure instanceof RecordBatchTooLargeException
        || failure instanceof AuthorizationException
        || failure instanceof InvalidTopicException
        || failure instanceof InvalidRecordException
        || failure instanceof InvalidTimestampException
        || failure instanceof PolicyViolationException;
  }

  /**
   * True when it was refused for what it is, whatever else is sent, so that it will be refused
   * again; false when the place, the right or the time was wrong.
   */
  public static boolean isOfThisRecord(NotDoneException refused) {
    Throwable failure = refused.getCause();
    return failure instanceof RecordTooLargeException
        || failure instanceof RecordBatchTooLargeException
        || failure instanceof InvalidRecordException
        || failure instanceof InvalidTimestampException
        || failure instanceof SerializationException;
  }

  /** What the caller can do, as a sentence. */
  static String remedy(Exception failure, String topic) {
    if (failure instanceof RecordTooLargeException
        || failure instanceof RecordBatchTooLargeException) {
      return "Make the message smaller, or raise max.request.size of this client and"
          + " max.message.bytes of topic '"
          + topic
          + "'.";
    }
    if (failure instanceof AuthorizationException) {
      return "Allow this client to write to topic '" + topic + "', then call it again.";
    }
    if (failure instanceof AuthenticationException) {
      return "Correct the security settings of this client, then call it again.";
    }
    if (failure instanceof TimeoutException) {
      return "Check that the brokers can be reached and that topic '"
          + topic
          + "' exists, then call it again.";
    }
    if (failure instanceof IllegalStateException) {
      return "Use a client that is not closed.";
    }
    return "Remove the cause, then call it again.";
  }
}
