package io.surety.topology.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.lifecycle.Attempt;
import io.surety.lifecycle.Decision;
import io.surety.lifecycle.DeliveryStatus;
import io.surety.lifecycle.Early;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Mode;
import io.surety.lifecycle.Question;
import io.surety.lifecycle.Reason;
import io.surety.lifecycle.Signal;
import io.surety.lifecycle.Status;
import io.surety.topology.rows.MessageRow;
import io.surety.topology.rows.RowAnswer;
import io.surety.topology.rows.RowDecideKind;
import io.surety.topology.rows.RowDecisionKind;
import io.surety.topology.rows.RowDeliveryStatus;
import io.surety.topology.rows.RowEarlyKind;
import io.surety.topology.rows.RowMode;
import io.surety.topology.rows.RowOutcome;
import io.surety.topology.rows.RowReason;
import io.surety.topology.rows.RowSource;
import io.surety.topology.rows.RowStatus;
import io.surety.topology.rows.SettledRow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;

class MessageRowsTest {
  private static final long SEED = 20261122;

  @Test
  void everyMessageComesBackAsItWas() {
    RandomMessages messages = new RandomMessages(SEED);

    for (int i = 0; i < 5_000; i++) {
      Message message = messages.next();

      assertThat(MessageRows.decode(MessageRows.encode(message)))
          .as("message %d of seed %d", i, SEED)
          .isEqualTo(message);
    }
  }

  @Test
  void namesOfCodesAreTheRulesOwn() {
    assertThat(names(RowStatus.values())).isEqualTo(names(Status.values()));
    assertThat(names(RowMode.values())).isEqualTo(names(Mode.values()));
    assertThat(names(RowReason.values())).isEqualTo(names(Reason.values()));
    assertThat(names(RowDeliveryStatus.values())).isEqualTo(names(DeliveryStatus.values()));
    assertThat(names(RowOutcome.values())).isEqualTo(names(Attempt.Outcome.values()));
    assertThat(names(RowDecisionKind.values())).isEqualTo(names(Decision.Kind.values()));
    assertThat(names(RowSource.values())).isEqualTo(names(Decision.Source.values()));
    assertThat(names(RowDecideKind.values())).isEqualTo(names(Signal.Decide.Kind.values()));
    assertThat(names(RowEarlyKind.values())).isEqualTo(names(Early.Kind.values()));
    assertThat(names(RowAnswer.values())).isEqualTo(names(Question.Answer.values()));
  }

  @Test
  void readsARowOfTheFirstVersionForEver() throws IOException {
    byte[] row = frozen("v1/MessageRow.hex");

    assertThat(MessageRows.decode(row)).isEqualTo(SampleMessage.OF_VERSION_1);
  }

  @Test
  void readsARowOfTheSecondVersionForEver() throws IOException {
    assertThat(MessageRows.decode(frozen("v2/MessageRow.hex"))).isEqualTo(SampleMessage.FULL);
  }

  @Test
  void keepsOfFinishedMessagesTheOutcomeAndOfClosedDeadLettersAll() {
    RandomMessages messages = new RandomMessages(SEED);

    for (int i = 0; i < 500; i++) {
      Message message = messages.next();
      byte[] row = MessageRows.encodeSettled(message, 1 << 20);

      if (message.status() == Status.DEAD_LETTERED) {
        assertThat(MessageRows.decodeSettled(row)).isEqualTo(message);
      } else {
        assertThat(row).hasSizeLessThan(45);
        assertThat(MessageRows.decodeSettled(row).settledAt()).isEqualTo(message.settledAt());
        assertThat(MessageRows.decodeSettled(row).status()).isEqualTo(message.status());
      }
    }
  }

  @Test
  void writesARowAsItsVersionIsFrozen() throws IOException {
    byte[] row = frozen("v3/MessageRow.hex");

    Message message = MessageRows.decode(row);

    assertThat(message).isEqualTo(SampleMessage.FULL);
    assertThat(MessageRows.encode(message)).isEqualTo(row);
  }

  @Test
  void schemasOfTheNewestVersionAreFrozen() throws IOException {
    assertThat(fingerprint("MessageRow")).isEqualTo(fingerprint(MessageRow.getClassSchema()));
    assertThat(fingerprint("SettledRow")).isEqualTo(fingerprint(SettledRow.getClassSchema()));
  }

  @Test
  void bytesThatAreNoRowAreADefect() {
    assertThatThrownBy(() -> MessageRows.decode(new byte[] {1, 2, 3}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("UNKNOWN_FORMAT");
  }

  private static List<String> names(Enum<?>[] constants) {
    return Arrays.stream(constants).map(Enum::name).toList();
  }

  private static byte[] frozen(String file) throws IOException {
    try (InputStream in = MessageRowsTest.class.getResourceAsStream("/rows/" + file)) {
      String hex = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }
  }

  private static long fingerprint(String record) throws IOException {
    String file = "/io/surety/topology/history/v3/" + record + ".avsc";
    try (InputStream in = MessageRows.class.getResourceAsStream(file)) {
      return fingerprint(new Schema.Parser().parse(in));
    }
  }

  private static long fingerprint(Schema schema) {
    return SchemaNormalization.parsingFingerprint64(schema);
  }
}
