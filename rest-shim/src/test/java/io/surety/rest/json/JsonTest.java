package io.surety.rest.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.rest.problem.ProblemCode;
import io.surety.rest.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTest {
  private final Json json = new Json(10_000);

  static Stream<Arguments> badBodies() {
    return Stream.of(
        Arguments.of("not JSON", "hello"),
        Arguments.of("cut off", "{\"mode\": \"send\""),
        Arguments.of("cut off in a string", "{\"mode\": \"se"),
        Arguments.of("a key twice", "{\"a\": 1, \"a\": 2}"),
        Arguments.of("something behind it", "{} {}"),
        Arguments.of("a comma too many", "{\"a\": 1,}"),
        Arguments.of("single quotes", "{'a': 1}"),
        Arguments.of("a comment", "{/* a */}"),
        Arguments.of("NaN", "{\"a\": NaN}"),
        Arguments.of("leading zero", "{\"a\": 007}"),
        Arguments.of("control character in a string", "{\"a\": \"x\ny\"}"),
        Arguments.of("bad escape", "{\"a\": \"\\q\"}"),
        Arguments.of("too deep", "{\"a\":".repeat(40) + "1" + "}".repeat(40)),
        Arguments.of("deep arrays", "{\"a\":" + "[".repeat(3000) + "]".repeat(3000) + "}"),
        Arguments.of("endless number", "{\"a\": " + "9".repeat(5000) + "}"),
        Arguments.of("endless name", "{\"" + "n".repeat(5000) + "\": 1}"),
        Arguments.of("an array", "[1, 2]"),
        Arguments.of("a number", "42"),
        Arguments.of("null", "null"),
        Arguments.of("only white space", "  \n "));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badBodies")
  void refusesWhatIsNotOneJsonObject(String name, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> json.readObject(bytes))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo(ProblemCode.INVALID_JSON);
              assertThat(e.problem().detail()).isNotBlank().hasSizeLessThan(1_000);
            });
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    byte[] body = {'{', '"', 'a', '"', ':', '"', (byte) 0xC3, (byte) 0x28, '"', '}'};

    assertThatThrownBy(() -> json.readObject(body)).isInstanceOf(ProblemException.class);
  }

  @Test
  void takesNoBodyAsAnEmptyObject() {
    assertThat(json.readObject(new byte[0])).isEmpty();
  }
}
