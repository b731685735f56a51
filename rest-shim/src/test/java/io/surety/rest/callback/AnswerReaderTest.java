package io.surety.rest.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies are written with single quotes. */
class AnswerReaderTest {
  private static final Question QUESTION =
      new Question(Question.Kind.CHECK_BACK, "m1", "n1", 3, "shop", 0, Map.of());

  private final AnswerReader reader = new AnswerReader();

  @ParameterizedTest
  @EnumSource(Verdict.class)
  void takesAnExplicitVerdict(Verdict verdict) {
    assertThat(read(200, "{'messageId': 'm1', 'nonce': 'n1', 'verdict': '" + verdict.name() + "'}"))
        .contains(verdict);
  }

  @Test
  void whatElseIsSaidDoesNotMatter() {
    assertThat(
            read(
                200,
                "{'verdict': 'ROLL_BACK', 'reason': 'out of stock', 'at': {'x': [1, 2]},"
                    + " 'nonce': 'n1', 'messageId': 'm1'}"))
        .contains(Verdict.ROLL_BACK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "true",
        "CONFIRM",
        "'CONFIRM'",
        "[]",
        "{}",
        "<html>ok</html>",
        "{'status': 'ok'}",
        "{'verdict': 'CONFIRM'}",
        "{'messageId': 'm1', 'verdict': 'CONFIRM'}",
        "{'nonce': 'n1', 'verdict': 'CONFIRM'}",
        "{'messageId': 'm2', 'nonce': 'n1', 'verdict': 'CONFIRM'}",
        "{'messageId': 'M1', 'nonce': 'n1', 'verdict': 'CONFIRM'}",
        "{'messageId': 'm1', 'nonce': 'n0', 'verdict': 'CONFIRM'}",
        "{'messageId': 'm1', 'nonce': '', 'verdict': 'CONFIRM'}",
        "{'messageId': 'm1', 'nonce': null, 'verdict': 'CONFIRM'}",
        "{'messageId': 'm1', 'nonce': ['n1'], 'verdict': 'CONFIRM'}",
        "{'messageId': 'm1', 'nonce': 'n1'}",
        "{'messageId': 'm1', 'nonce': 'n1', 'verdict': null}",
        "{'messageId': 'm1', 'nonce': 'n1', 'verdict': true}",
        "{'messageId': 'm1', 'nonce': 'n1', 'verdict': 0}",
        "{'messageId': 'm1', 'nonce': 'n1', 'verdict': ['CONFIRM']}",
        "{'messageId': 'm1', 'nonce': 'n1', 'verdict': {'CONFIRM': true}}",
        "{'messageId': 'm1', 'nonce': 'n1', 'verdict': 'confirm'}",
        "{'messageId': 'm1', 'nonce': 'n1', 'verdict': ' CONFIRM'}",
        "{'messageId': 'm1', 'nonce': 'n1', 'verdict': 'COMMIT'}",
        "{'messageId': 'm1', 'nonce': 'n1', 'Verdict': 'CONFIRM'}",
        "{'messageId': 'm1', 'nonce': 'n1', 'verdict': 'CONFIRM'} {}",
        "{'messageId': 'm1', 'nonce': 'n1', 'verdict': 'CONFIRM'} x",
        "{'messageId': 'm1', 'nonce': 'n1', 'verdict': 'CONFIRM'",
        "{'messageId': 'm1', 'nonce': 'n1', 'verdict': 'CONFIRM',}",
        "{'messageId': 'm1', 'nonce': 'n1', 'verdict': 'ROLL_BACK', 'verdict': 'CONFIRM'}",
        "{'messageId': 'm2', 'messageId': 'm1', 'nonce': 'n1', 'verdict': 'CONFIRM'}",
        "{'messageId': 'm1', 'nonce': 'n1', 'verdict': 'CONFIRM' /* yes */}",
        "{messageId: 'm1', nonce: 'n1', verdict: 'CONFIRM'}",
        "[{'messageId': 'm1', 'nonce': 'n1', 'verdict': 'CONFIRM'}]",
        "{'data': {'messageId': 'm1', 'nonce': 'n1', 'verdict': 'CONFIRM'}}",
        "'{\\'messageId\\': \\'m1\\'}'",
        "{'messageId': 'm1', 'nonce': 'n1', 'verdict': NaN}",
      })
  void takesNothingElseForOne(String body) {
    assertThat(read(200, body)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 202, 203, 204, 206, 300, 301, 302, 307, 400, 401, 403, 404, 409, 418})
  void takesNoOtherStatus(int status) {
    assertThat(read(status, "{'messageId': 'm1', 'nonce': 'n1', 'verdict': 'CONFIRM'}")).isEmpty();
  }

  @Test
  void takesNothingThatIsNestedWithoutEnd() {
    assertThat(read(200, "{'x': " + "[".repeat(2_000))).isEmpty();
    assertThat(
            read(
                200,
                "{'messageId': 'm1', 'nonce': 'n1', 'verdict': 'CONFIRM', 'x': "
                    + "[".repeat(100)
                    + "]".repeat(100)
                    + "}"))
        .isEmpty();
  }

  @Test
  void takesNoBytesThatAreNoText() {
    byte[] body = {(byte) 0xff, (byte) 0xfe, 0, 1, (byte) 0x80};

    assertThat(reader.read(HttpReply.answer(200, body), QUESTION, "verdict", Verdict.values()))
        .isEmpty();
  }

  private Optional<Verdict> read(int status, String body) {
    return reader.read(
        HttpReply.answer(status, body.replace('\'', '"').getBytes(UTF_8)),
        QUESTION,
        "verdict",
        Verdict.values());
  }
}
