package io.surety.quickstart.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The messages of earlier stories, in a small text file: a line for each, with id and title
 * separated by a tab, oldest first. Only the newest {@value #REMEMBERED_MAX} are read.
 */
public final class StoryFile {
  private static final int REMEMBERED_MAX = 350;

  private final Path file;

  /** A message of an earlier story. */
  public record Earlier(String messageId, String title) {}

  /** The file, which need not exist. */
  public StoryFile(Path file) {
    this.file = file;
  }

  /**
   * What earlier stories have left; lines that are not ours are passed over.
   *
   * @throws UncheckedIOException if the file is there and cannot be read
   */
  public List<Earlier> read() {
    if (!Files.exists(file)) {
      return List.of();
    }
    List<Earlier> earlier = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file)) {
        int tab = line.indexOf('\t');
        if (tab > 0) {
          earlier.add(new Earlier(line.substring(0, tab), line.substring(tab + 1)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
    return List.copyOf(
        earlier.subList(Math.max(0, earlier.size() - REMEMBERED_MAX), earlier.size()));
  }

  /**
   * Adds a message.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  public void add(Played played) {
    try {
      Files.writeString(
          file,
          played.messageId() + '\t' + played.title() + '\n',
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }
}
