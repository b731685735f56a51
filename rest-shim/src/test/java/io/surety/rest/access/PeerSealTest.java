package io.surety.rest.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.rest.access.PeerSeal.Request;
import io.surety.rest.access.PeerSeal.Verdict;
import org.junit.jupiter.api.Test;

class PeerSealTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final byte[] BODY = "{}".getBytes(UTF_8);
  private static final Request REQUEST = new Request("POST", "/a?b=c", "ann", BODY);

  private long now = 1_000_000;
  private final PeerSeal seal = new PeerSeal(SECRET, () -> now);

  @Test
  void anotherInstanceWithTheSecretKnowsIt() {
    PeerSeal other = new PeerSeal(SECRET, () -> now + 29_000);

    assertThat(other.verify(REQUEST, seal.seal(REQUEST))).isEqualTo(Verdict.GENUINE);
  }

  @Test
  void holdsForThisRequestOnly() {
    String text = seal.seal(REQUEST);

    for (Request other :
        new Request[] {
          new Request("PUT", "/a?b=c", "ann", BODY),
          new Request("POST", "/a?b=d", "ann", BODY),
          new Request("POST", "/a", "ann", BODY),
          new Request("POST", "/a?b=c", "bob", BODY),
          new Request("POST", "/a?b=c", "ann", new byte[0]),
          new Request("POST", "/a?b=c\nann", "", BODY)
        }) {
      assertThat(seal.verify(other, text)).as(other.toString()).isEqualTo(Verdict.FORGED);
    }
  }

  @Test
  void holdsForSomeSecondsOnly() {
    String text = seal.seal(REQUEST);

    now += 30_001;
    assertThat(seal.verify(REQUEST, text)).isEqualTo(Verdict.OUT_OF_TIME);
    now -= 2 * 30_001;
    assertThat(seal.verify(REQUEST, text)).isEqualTo(Verdict.OUT_OF_TIME);
    assertThat(seal.verify(REQUEST, now + text.substring(text.indexOf('.'))))
        .as("another time under the same mac")
        .isEqualTo(Verdict.FORGED);
  }

  @Test
  void cannotBeMadeWithoutTheSecret() {
    String foreign = new PeerSeal(SECRET.replace('0', '1'), () -> now).seal(REQUEST);

    assertThat(seal.verify(REQUEST, foreign)).isEqualTo(Verdict.FORGED);
    for (String text : new String[] {"", ".", "1.", "x." + "A".repeat(43), "9".repeat(30) + ".a"}) {
      assertThat(seal.verify(REQUEST, text)).isEqualTo(Verdict.FORGED);
    }
  }
}
