package io.surety.rest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreferenceTest {
  private static final Duration MAX = Duration.ofSeconds(5);

  @Test
  void waitsAsLongAsAnybodyWhereNothingIsPreferred() {
    Preference none = Preference.parse(null);

    assertThat(none.wait(MAX)).isEqualTo(MAX);
    assertThat(none.isWrittenEnough()).isFalse();
    assertThat(none.applied()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "respond-async | 0 | respond-async",
        "Respond-Async;foo=bar | 0 | respond-async",
        "wait=2 | 2 | wait=2",
        "wait=\"2\" | 2 | wait=2",
        "wait = 2 ; x | 2 | wait=2",
        "wait=0 | 0 | wait=0",
        "wait=60 | 5 | wait=60",
        "respond-async, wait=2 | 2 | respond-async, wait=2",
        "return=minimal, wait=1, wait=3 | 1 | wait=1",
      })
  void heedsWhatIsPreferred(String header, long seconds, String applied) {
    Preference preference = Preference.parse(header);

    assertThat(preference.wait(MAX)).isEqualTo(Duration.ofSeconds(seconds));
    assertThat(preference.isWrittenEnough()).isEqualTo(seconds == 0);
    assertThat(preference.applied()).isEqualTo(applied);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"wait=-1", "wait=soon", "wait", "wait=99999999999", "respond-asynchronously", "''"})
  void passesOverWhatItCannotRead(String header) {
    assertThat(Preference.parse(header)).isEqualTo(Preference.parse(null));
  }
}
