package io.surety.rest.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.surety.lifecycle.DeliveryStatus;
import io.surety.lifecycle.Status;
import io.surety.rest.json.Times;
import io.surety.rest.redrive.Verdict.Next;
import io.surety.schemas.avro.RedriveItem;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way in which a message can be when a job comes to it. */
class VerdictTest {
  private static final long DEAD_AT = 1_795_000_000_123L;
  private static final RedriveItem ITEM = new RedriveItem("m1", "billing", DEAD_AT);
  private static final RedriveItem WHOLE = new RedriveItem("m1", "", DEAD_AT);

  @ParameterizedTest
  @CsvSource({
    // status, resolved, dead since then, before it was sent, after
    "DISPATCHED, false, false, END SKIPPED, FOLLOW SENT",
    "RECEIVED, false, false, END SKIPPED, FOLLOW SENT",
    "WAITING, false, false, END SKIPPED, FOLLOW SENT",
    "CONSUMED, false, false, END SKIPPED, END SUCCEEDED",
    "UNSUBSCRIBED, false, false, END SKIPPED, END SKIPPED",
    "DEAD, false, true, SEND SENT, SEND SENT",
    "DEAD, false, false, END SKIPPED, END FAILED",
    "DEAD, true, true, END SKIPPED, END SKIPPED",
    "DEAD, true, false, END SKIPPED, END SKIPPED",
  })
  void judgesADelivery(
      DeliveryStatus status, boolean resolved, boolean isSame, String before, String after) {
    JsonNode message =
        json(
            "{'status': 'DELIVERING', 'source': 'live', 'deliveries': ["
                + "{'group': 'other', 'status': 'CONSUMED', 'settledAt': '"
                + time(DEAD_AT)
                + "'}, {'group': 'billing', 'status': '"
                + status
                + "', 'resolved': "
                + resolved
                + ", 'reason': 'REJECTED', 'failure': {'message': 'no'}, 'settledAt': '"
                + time(isSame ? DEAD_AT : DEAD_AT + 1)
                + "'}]}");

    assertThat(words(Verdict.of(message, ITEM, false))).isEqualTo(before);
    assertThat(words(Verdict.of(message, ITEM, true))).isEqualTo(after);
  }

  @ParameterizedTest
  @EnumSource(DeliveryStatus.class)
  void hasAnAnswerForEveryStatusOfADelivery(DeliveryStatus status) {
    JsonNode message =
        json(
            "{'status': 'DELIVERING', 'source': 'live', 'deliveries': [{'group': 'billing',"
                + " 'status': '"
                + status
                + "'}]}");

    assertThat(Verdict.of(message, ITEM, true).next() == Next.FOLLOW)
        .as("only what is open is followed")
        .isEqualTo(status.isOpen());
  }

  @ParameterizedTest
  @CsvSource({
    "DEAD_LETTERED, [], true, SEND SENT, SEND SENT",
    "DEAD_LETTERED, [], false, END SKIPPED, END FAILED",
    "'DEAD_LETTERED', '[{}]', true, END SKIPPED, END FAILED",
    "DELIVERING, '[{}]', true, END SKIPPED, FOLLOW SENT",
    "SCHEDULED, [], true, END SKIPPED, FOLLOW SENT",
  })
  void judgesAMessageThatWasGivenUpAsAWhole(
      Status status, String deliveries, boolean isSame, String before, String after) {
    JsonNode message =
        json(
            "{'status': '"
                + status
                + "', 'source': 'live', 'reason': 'NO_SUBSCRIBER', 'deliveries': "
                + deliveries
                + ", 'settledAt': '"
                + time(isSame ? DEAD_AT : DEAD_AT + 1)
                + "'}");

    assertThat(words(Verdict.of(message, WHOLE, false))).isEqualTo(before);
    assertThat(words(Verdict.of(message, WHOLE, true))).isEqualTo(after);
  }

  @ParameterizedTest
  @EnumSource(Status.class)
  void judgesAFinishedMessageByItsOutcome(Status status) {
    for (String source : new String[] {"settled", "archive"}) {
      JsonNode message = json("{'status': '" + status + "', 'source': '" + source + "'}");

      assertThat(words(Verdict.of(message, ITEM, false))).isEqualTo("END SKIPPED");
      assertThat(words(Verdict.of(message, ITEM, true)))
          .isEqualTo(status == Status.COMPLETED ? "END SUCCEEDED" : "END FAILED");
    }
  }

  @Test
  void judgesWhatIsNotThere() {
    JsonNode others = json("{'status': 'DELIVERING', 'source': 'live', 'deliveries': []}");

    assertThat(words(Verdict.of(others, ITEM, false))).isEqualTo("END SKIPPED");
    assertThat(words(Verdict.of(others, ITEM, true))).isEqualTo("END FAILED");
    assertThat(words(Verdict.forgotten(false))).isEqualTo("END SKIPPED");
    assertThat(words(Verdict.forgotten(true))).isEqualTo("END FAILED");
  }

  @Test
  void saysWhy() {
    JsonNode again =
        json(
            "{'status': 'DEAD_LETTERED', 'source': 'live', 'deliveries': [{'group': 'billing',"
                + " 'status': 'DEAD', 'reason': 'ATTEMPTS_EXHAUSTED', 'settledAt': '"
                + time(DEAD_AT + 1)
                + "', 'failure': {'type': 'E', 'message': 'no connection'}}]}");
    JsonNode over = json("{'content': {'expiresAt': '" + time(DEAD_AT) + "'}}");

    assertThat(Verdict.of(again, ITEM, true).detail())
        .isEqualTo("It was given up again: ATTEMPTS_EXHAUSTED, no connection");
    assertThat(Verdict.refused(over, DEAD_AT).detail()).contains("time to live is over");
    assertThat(Verdict.refused(over, DEAD_AT - 1).detail()).contains("never confirmed");
  }

  private static String words(Verdict verdict) {
    assertThat(verdict.detail().isEmpty())
        .as("what is skipped or has failed says why: %s", verdict)
        .isEqualTo(verdict.state() == ItemState.SENT || verdict.state() == ItemState.SUCCEEDED);
    return verdict.next() + " " + verdict.state();
  }

  private static String time(long epochMs) {
    return Times.format(epochMs).orElseThrow();
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
