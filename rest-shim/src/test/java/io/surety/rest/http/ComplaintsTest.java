package io.surety.rest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ComplaintsTest {
  private long nanos = Long.MAX_VALUE - 1;
  private final Complaints complaints = new Complaints(() -> nanos);

  @Test
  void areMadeOnceAMinuteForEachThing() {
    assertThat(complaints.isDue("a")).isTrue();
    assertThat(complaints.isDue("b")).isTrue();
    nanos += Duration.ofSeconds(59).toNanos();
    assertThat(complaints.isDue("a")).isFalse();
    nanos += Duration.ofSeconds(1).toNanos();
    assertThat(complaints.isDue("a")).isTrue();
    assertThat(complaints.isDue("a")).isFalse();
  }

  @Test
  void areForgottenWhereThereAreTooMany() {
    complaints.isDue("a");
    for (int i = 0; i < 1_000; i++) {
      complaints.isDue("other " + i);
    }

    assertThat(complaints.isDue("a")).isTrue();
  }
}
