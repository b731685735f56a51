package io.surety.packaging;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;

/**
 * One layer of an image: a compressed tar.
 *
 * @param what for people who look at the image's history
 * @param digest SHA-256 of the file
 * @param diffId SHA-256 of what is compressed in it
 */
record Layer(String what, Path file, String digest, String diffId) {

  /** Puts files and directories into a tar. */
  interface Content {
    void writeTo(TarFile tar) throws IOException;
  }

  static Layer write(String what, Instant time, Path file, Content content) throws IOException {
    MessageDigest diff = Sha256.digest();
    try (OutputStream out = Files.newOutputStream(file);
        TarFile tar = new TarFile(new DigestOutputStream(TarFile.gzip(out), diff), time)) {
      content.writeTo(tar);
    }
    return new Layer(what, file, Sha256.of(file), HexFormat.of().formatHex(diff.digest()));
  }
}
