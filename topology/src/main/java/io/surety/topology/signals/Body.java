package io.surety.topology.signals;

import io.surety.schemas.Codec;
import io.surety.schemas.avro.Prepare;
import java.nio.ByteBuffer;

/**
 * Headers and payload of a message: the value of its prepare record, as it was received and as it
 * reads. The application's bytes are never encoded again. Not to be changed.
 */
public final class Body {
  private final byte[] encoded;
  private final Prepare prepare;

  Body(byte[] encoded, Prepare prepare) {
    this.encoded = encoded;
    this.prepare = prepare;
  }

  /**
   * Reads a value that was accepted as a prepare before.
   *
   * @throws IllegalStateException if it is none: nobody else writes to the store
   */
  public static Body of(Codec codec, byte[] encoded) {
    return codec
        .decode(Prepare.class, encoded)
        .fold(
            prepare -> new Body(encoded, prepare),
            malformed -> {
              throw new IllegalStateException(
                  "stored payload cannot be read: "
                      + malformed.reason()
                      + ", "
                      + malformed.detail());
            });
  }

  /** The value as it was received. */
  public byte[] encoded() {
    return encoded;
  }

  /** The value as it reads. */
  public Prepare prepare() {
    return prepare;
  }

  /** The application's bytes, a copy. */
  public byte[] payload() {
    ByteBuffer payload = prepare.getPayload().duplicate();
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    return bytes;
  }
}
