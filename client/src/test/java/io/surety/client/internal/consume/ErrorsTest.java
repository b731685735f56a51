package io.surety.client.internal.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.schemas.avro.ErrorInfo;
import org.junit.jupiter.api.Test;

class ErrorsTest {

  @Test
  void theSameCauseHasTheSameFingerprintWhateverItsTextAndLine() {
    String one = Fingerprint.of(thrown("order 1"));
    String other = Fingerprint.of(thrown("order 2"));

    assertThat(one).isEqualTo(other).matches("[0-9a-f]{16}");
  }

  @Test
  void anotherTypeCauseOrPlaceHasAnotherFingerprint() {
    String plain = Fingerprint.of(thrown("x"));

    assertThat(Fingerprint.of(new IllegalArgumentException(thrown("x")))).isNotEqualTo(plain);
    assertThat(Fingerprint.of(new IllegalStateException("x"))).isNotEqualTo(plain);
    assertThat(Fingerprint.of(new IllegalArgumentException(new IllegalStateException(thrown("x")))))
        .isNotEqualTo(Fingerprint.of(new IllegalArgumentException(thrown("x"))));
  }

  @Test
  void namesOfGeneratedCodeDoNotChangeTheFingerprint() {
    assertThat(Fingerprint.of(at("Orders$$Lambda$14/0x00000008", "lambda$handle$3")))
        .isEqualTo(Fingerprint.of(at("Orders$$Lambda$99/0x00000009", "lambda$handle$7")));
    assertThat(Fingerprint.of(at("jdk.proxy2.$Proxy12", "pay")))
        .isEqualTo(Fingerprint.of(at("jdk.proxy3.$Proxy13", "pay")));
    assertThat(Fingerprint.of(at("Orders", "pay2")))
        .isNotEqualTo(Fingerprint.of(at("Orders", "pay3")));
  }

  @Test
  void anEndlessChainOfCausesEnds() {
    Exception one = new IllegalStateException("one");
    Exception other = new IllegalStateException("other", one);
    one.initCause(other);

    assertThat(Fingerprint.of(one)).matches("[0-9a-f]{16}");
  }

  @Test
  void anErrorWithoutATextHasAnEmptyOne() {
    ErrorInfo error = Errors.of(new NullPointerException());

    assertThat(error.getType()).isEqualTo("java.lang.NullPointerException");
    assertThat(error.getMessage()).isEmpty();
  }

  @Test
  void longTextsAreShortenedAndStayValid() {
    ErrorInfo error = Errors.of(new IllegalStateException("\ud83d\ude00".repeat(100_000)));

    assertThat(error.getMessage()).hasSize(1_000);
    assertThat(error.getStack().getBytes(UTF_8)).hasSizeLessThanOrEqualTo(8 * 1024);
    assertThat(roundTrip(error.getStack())).isEqualTo(error.getStack());
    assertThat(roundTrip(error.getMessage())).isEqualTo(error.getMessage());
  }

  @Test
  void aLongTraceKeepsItsBeginningAndItsCause() {
    String trace = "first line\n" + "\tat somewhere\n".repeat(2_000) + "Caused by: last line";

    String kept = StackText.of(trace);

    assertThat(kept.getBytes(UTF_8)).hasSizeBetween(8_000, 8 * 1024);
    assertThat(kept).startsWith("first line").contains("... shortened ...").endsWith("last line");
  }

  private static String roundTrip(String text) {
    return new String(text.getBytes(UTF_8), UTF_8);
  }

  private static Exception thrown(String text) {
    return new IllegalStateException(text);
  }

  private static Exception at(String type, String method) {
    Exception exception = new IllegalStateException("x");
    exception.setStackTrace(
        new StackTraceElement[] {new StackTraceElement(type, method, "X.java", 1)});
    return exception;
  }
}
