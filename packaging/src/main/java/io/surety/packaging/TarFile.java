package io.surety.packaging;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/** A tar whose bytes depend on nothing but what is put into it: all of one time. */
final class TarFile implements AutoCloseable {
  static final int PROGRAM = 0755;
  static final int FILE = 0644;
  static final int DIRECTORY = 0755;

  private final TarArchiveOutputStream tar;
  private final Instant time;

  TarFile(OutputStream out, Instant time) {
    this.tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
    this.time = time;
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
  }

  /** Compresses as fast as it goes: nearly all of what we pack are jars, which are already. */
  static OutputStream gzip(OutputStream out) throws IOException {
    GzipParameters parameters = new GzipParameters();
    parameters.setCompressionLevel(Deflater.BEST_SPEED);
    return new BufferedOutputStream(new GzipCompressorOutputStream(out, parameters));
  }

  /** A directory of root's. */
  void directory(String name) throws IOException {
    directory(name, DIRECTORY, 0);
  }

  /** A directory; its name may have a slash at its end or not. */
  void directory(String name, int mode, int owner) throws IOException {
    TarArchiveEntry entry = entry(name.endsWith("/") ? name : name + "/", mode, owner);
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }

  /** A file of root's. */
  void file(String name, int mode, Path content) throws IOException {
    TarArchiveEntry entry = entry(name, mode, 0);
    entry.setSize(Files.size(content));
    tar.putArchiveEntry(entry);
    Files.copy(content, tar);
    tar.closeArchiveEntry();
  }

  /** A file of root's. */
  void file(String name, byte[] content) throws IOException {
    TarArchiveEntry entry = entry(name, FILE, 0);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }

  private TarArchiveEntry entry(String name, int mode, int owner) {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setModTime(time.toEpochMilli());
    entry.setIds(owner, owner);
    entry.setNames(owner == 0 ? "root" : "surety", owner == 0 ? "root" : "surety");
    entry.setMode(mode);
    return entry;
  }
}
