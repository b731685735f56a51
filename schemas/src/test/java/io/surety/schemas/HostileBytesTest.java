package io.surety.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.surety.schemas.avro.Prepare;
import io.surety.schemas.avro.Receive;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever the bytes are, the answer is a value, and reading them allocates in proportion to their
 * length.
 */
class HostileBytesTest {
  private static final int MUTATIONS = 400_000;
  private static final long ALLOCATION_MAX = 64 * 1024;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Codec codec = Codec.bundled();

  @Test
  void mutatedBytesAreAValueAndStayCheap() {
    long seed = Long.getLong("surety.seed", System.nanoTime());
    RandomGenerator random = new SplittableRandom(seed);
    List<SpecificRecord> samples = List.copyOf(Samples.of("v3").values());
    List<byte[]> originals = samples.stream().map(codec::encode).toList();
    samples.forEach(sample -> codec.decode(sample.getClass(), codec.encode(sample)));

    int malformed = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      int sample = random.nextInt(samples.size());
      byte[] bytes = mutated(originals.get(sample), random);
      long before = THREADS.getCurrentThreadAllocatedBytes();
      Decoded<? extends SpecificRecord> decoded = decode(samples.get(sample), bytes, seed);
      long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
      assertThat(allocated)
          .as("seed %d, %s", seed, HexFormat.of().formatHex(bytes))
          .isLessThan(ALLOCATION_MAX + 200L * bytes.length);
      malformed += decoded.value().isPresent() ? 0 : 1;
    }

    assertThat(malformed).as("seed %d", seed).isBetween(MUTATIONS / 10, MUTATIONS - 1);
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        Integer.MAX_VALUE,
        Integer.MAX_VALUE - 8,
        1_000_000_000L,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        -1,
        -2_000_000_000L
      })
  void hugeLengthsAndCountsAllocateNothing(long claimed) throws Exception {
    byte[] text = claiming(Receive.class, claimed, 0);
    byte[] headers = claiming(Prepare.class, claimed, 5);
    byte[] payload = claiming(Prepare.class, claimed, 6);

    assertThat(allocatedBy(Receive.class, text)).isLessThan(ALLOCATION_MAX);
    assertThat(allocatedBy(Prepare.class, headers)).isLessThan(ALLOCATION_MAX);
    assertThat(allocatedBy(Prepare.class, payload)).isLessThan(ALLOCATION_MAX);
  }

  @Test
  void manyBlocksOfNothingEnd() throws Exception {
    ByteArrayOutputStream out = upToTheHeaders();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    for (int i = 0; i < 10_000; i++) {
      encoder.writeLong(-1);
      encoder.writeLong(0);
    }

    assertThat(codec.decode(Prepare.class, out.toByteArray()).value()).isEmpty();
  }

  @Test
  void blocksThatSayTheirSizeAreRead() throws Exception {
    ByteArrayOutputStream out = upToTheHeaders();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    encoder.writeLong(-1);
    encoder.writeLong(3);
    encoder.writeString("a");
    encoder.writeIndex(0);
    encoder.writeLong(0);
    encoder.writeBytes(new byte[] {1, 2});
    encoder.writeEnum(0);
    encoder.writeFixed(new byte[3]);

    Prepare prepare = codec.decode(Prepare.class, out.toByteArray()).value().orElseThrow();

    assertThat(prepare.getHeaders())
        .singleElement()
        .satisfies(header -> assertThat(header.getKey()).isEqualTo("a"));
  }

  /** The frame and the fields before the claimed one, then the claim, then a few bytes. */
  private byte[] claiming(Class<? extends SpecificRecord> type, long claimed, int fieldsBefore)
      throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(frame(type));
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    for (int i = 0; i < fieldsBefore; i++) {
      encoder.writeInt(0);
    }
    encoder.writeLong(claimed);
    encoder.writeLong(claimed);
    encoder.writeFixed(new byte[] {0, 0, 0, 0});
    return out.toByteArray();
  }

  private ByteArrayOutputStream upToTheHeaders() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(frame(Prepare.class));
    out.write(new byte[5]);
    return out;
  }

  private byte[] frame(Class<? extends SpecificRecord> type) {
    return WireRecords.ALL.stream()
        .filter(record -> record.type() == type)
        .map(record -> Frames.singleObject(record.fingerprint()))
        .findFirst()
        .orElseThrow();
  }

  private long allocatedBy(Class<? extends SpecificRecord> type, byte[] bytes) {
    codec.decode(type, bytes);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    Decoded<?> decoded = codec.decode(type, bytes);
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat(decoded.value()).isEmpty();
    return allocated;
  }

  private Decoded<? extends SpecificRecord> decode(SpecificRecord sample, byte[] bytes, long seed) {
    try {
      return codec.decode(sample.getClass(), bytes);
    } catch (RuntimeException | Error e) {
      throw new AssertionError("seed " + seed + ", bytes " + HexFormat.of().formatHex(bytes), e);
    }
  }

  private static byte[] mutated(byte[] original, RandomGenerator random) {
    byte[] bytes = original.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes && bytes.length > 0; i++) {
      bytes = mutatedOnce(bytes, original, random);
    }
    return bytes;
  }

  private static byte[] mutatedOnce(byte[] bytes, byte[] original, RandomGenerator random) {
    // The frame is left alone mostly: what is behind it is the larger target.
    int at =
        random.nextInt(10) == 0
            ? random.nextInt(bytes.length)
            : Math.min(bytes.length - 1, 10 + random.nextInt(bytes.length));
    switch (random.nextInt(6)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt();
      case 2 ->
          Arrays.fill(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(9)), (byte) 0xFF);
      case 3 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 4 -> {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(8));
        System.arraycopy(bytes, at, longer, longer.length - (bytes.length - at), bytes.length - at);
        return longer;
      }
      default -> {
        int from = random.nextInt(original.length);
        int length =
            Math.min(Math.min(original.length - from, bytes.length - at), 1 + random.nextInt(16));
        System.arraycopy(original, from, bytes, at, length);
      }
    }
    return bytes;
  }
}
