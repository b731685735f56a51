package io.surety.topology.signals;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.schemas.avro.Header;
import io.surety.schemas.avro.Mode;
import io.surety.schemas.avro.Prepare;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PrepareDigestTest {
  private final PrepareDigest digest = new PrepareDigest();

  // Computed apart from this code, from the layout in the class's documentation.
  @Test
  void neverChanges() {
    assertThat(Long.toHexString(digest.of(full().build()))).isEqualTo("e045460421c89773");
    assertThat(Long.toHexString(digest.of(least().build()))).isEqualTo("32a6510018244254");
  }

  @Test
  void theSameContentHasTheSameDigestUnderAnyId() {
    assertThat(digest.of(full().setMessageId("m2").build())).isEqualTo(digest.of(full().build()));
  }

  @Test
  void aRepetitionWithLessTimeLeftIsTheSame() {
    assertThat(digest.of(full().setTtlMs(1L).build())).isEqualTo(digest.of(full().build()));
  }

  @Test
  void everyFieldTakesPart() {
    List<Prepare.Builder> variants =
        List.of(
            full(),
            full().setProducer("other"),
            full().setDestination("other"),
            full().setTag("other"),
            full().setTag(null),
            full().setBusinessKey("other"),
            full().setBusinessKey(null),
            full().setPayload(ByteBuffer.wrap(new byte[] {9})),
            full().setPayload(ByteBuffer.allocate(0)),
            full().setMode(Mode.SEND),
            full().setDeliverAt(9L),
            full().setDeliverAt(null),
            full().setTtlMs(null),
            full().setCheckBackAfterMs(9L),
            full().setCheckBackAfterMs(null),
            full().setHeaders(List.of()),
            full().setHeaders(List.of(header("a", 1), header("b", 2))),
            full().setHeaders(List.of(header("b", 2), header("a", 1))),
            full().setHeaders(List.of(header("a", 1), header("b", 3))),
            full().setHeaders(List.of(header("a", 1), new Header("b", null))));

    Set<Long> digests = new HashSet<>();
    variants.forEach(variant -> digests.add(digest.of(variant.build())));

    assertThat(digests).hasSize(variants.size());
  }

  @Test
  void oneFieldDoesNotRunIntoTheNext() {
    Prepare.Builder first = least().setTag("ab").setBusinessKey("c");
    Prepare.Builder second = least().setTag("a").setBusinessKey("bc");

    assertThat(digest.of(first.build())).isNotEqualTo(digest.of(second.build()));
  }

  private static Prepare.Builder full() {
    return least()
        .setTag("created")
        .setBusinessKey("42")
        .setHeaders(List.of(header("a", 1)))
        .setPayload(ByteBuffer.wrap(new byte[] {1, 2, 3}))
        .setDeliverAt(1L)
        .setTtlMs(2L)
        .setCheckBackAfterMs(3L);
  }

  private static Prepare.Builder least() {
    return Prepare.newBuilder()
        .setMessageId("m1")
        .setProducer("shop")
        .setDestination("orders")
        .setPayload(ByteBuffer.allocate(0))
        .setMode(Mode.PREPARE);
  }

  private static Header header(String key, int value) {
    return new Header(key, ByteBuffer.wrap(new byte[] {(byte) value}));
  }
}
