package io.surety.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Text that compresses as such text does: 41 letters at random. */
public final class Payload {
  private Payload() {}

  /** Always the same for a size. */
  public static byte[] ofBytes(int size) {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder(size);
    while (text.length() < size) {
      text.append((char) ('0' + random.nextInt(41)));
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
