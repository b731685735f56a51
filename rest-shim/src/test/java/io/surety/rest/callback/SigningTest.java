package io.surety.rest.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningTest {
  private static final String OLD = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String NEW = "whsec_" + Base64.getEncoder().encodeToString(new byte[32]);

  @TempDir private Path dir;

  /** The example that the libraries of Standard Webhooks are tested with. */
  @Test
  void signsAsTheSpecificationDoes() throws IOException {
    Secrets secrets = secrets("shop=" + OLD);

    assertThat(
            secrets
                .keys("shop", "shop")
                .get(0)
                .sign(
                    "msg_p5jXN8AQM9LWM0D4loKWxJek",
                    1_614_265_330,
                    "{\"test\": 2432232314}".getBytes(UTF_8)))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void signsWithBothKeysWhileOneReplacesTheOther() throws IOException {
    Secrets secrets = secrets("shop=" + OLD);
    String before = signatures(secrets);

    write("shop=" + NEW + ", " + OLD);
    String between = signatures(secrets);

    write("shop=" + NEW);
    String after = signatures(secrets);

    assertThat(between).isEqualTo(after + " " + before);
    assertThat(after).isNotEqualTo(before);
  }

  @Test
  void staysWithWhatItKnowsWhenTheFileIsBroken() throws IOException {
    Secrets secrets = secrets("shop=" + OLD);

    write("shop=nonsense");
    assertThat(secrets.keys("shop", "shop")).hasSize(1);

    Files.delete(dir.resolve("secrets"));
    assertThat(secrets.keys("shop", "shop")).hasSize(1);

    write("other=" + OLD);
    assertThat(secrets.keys("shop", "shop")).isEmpty();
    assertThat(secrets.keys("other", "other")).hasSize(1);
  }

  @Test
  void knowsNoSecretWithoutAFile() {
    assertThat(new Secrets(Optional.empty()).keys("shop", "shop")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shop=",
        "shop=whsec_",
        "shop=hunter2",
        "shop=whsec_c2hvcnQ=",
        "shop=whsec_not!base64",
        "shop=MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "shop=" + OLD + "," + OLD + "," + OLD,
        "shop=" + OLD + ",",
      })
  void startsWithNoSecretThatIsNone(String lines) throws IOException {
    write(lines);

    assertThatThrownBy(() -> new Secrets(Optional.of(dir.resolve("secrets"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("secret 'shop'")
        .message()
        .doesNotContain("hunter2", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "c2hvcnQ");
  }

  @Test
  void aQuestionHasAnIdOfItsOwnWithoutAFullStop() {
    Question one = question("m.1", 1);

    assertThat(one.callId()).matches("msg_[0-9a-f]{32}");
    assertThat(one.callId()).isEqualTo(question("m.1", 1).callId());
    assertThat(List.of(question("m.2", 1).callId(), question("m.1", 2).callId()))
        .doesNotContain(one.callId());
  }

  private static Question question(String id, int attempt) {
    return new Question(Question.Kind.CHECK_BACK, id, "n", attempt, "shop", 0, Map.of());
  }

  @Test
  void isForItsNamesakeOrForWhomItSays() throws IOException {
    Secrets secrets =
        secrets(
            "shop="
                + OLD
                + "\nhooks="
                + NEW
                + "\nhooks.for=mail, billing\nall="
                + NEW
                + "\nall.for=*");

    assertThat(secrets.keys("shop", "shop")).hasSize(1);
    assertThat(secrets.keys("shop", "mail")).isEmpty();
    assertThat(secrets.keys("hooks", "billing")).hasSize(1);
    assertThat(secrets.keys("hooks", "hooks")).isEmpty();
    assertThat(secrets.keys("all", "anybody")).hasSize(1);
    assertThatThrownBy(() -> secrets("gone.for=shop"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'gone'");
  }

  private static String signatures(Secrets secrets) {
    return new SignedCall(
            CallbackUrl.parse("https://hooks.shop.example/"),
            "msg_1",
            1,
            secrets.keys("shop", "shop"),
            new byte[] {1})
        .signatures();
  }

  private Secrets secrets(String lines) throws IOException {
    write(lines);
    return new Secrets(Optional.of(dir.resolve("secrets")));
  }

  private void write(String lines) throws IOException {
    Files.writeString(dir.resolve("secrets"), lines + "\n");
  }
}
