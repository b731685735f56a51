package io.surety.lifecycle;

import java.util.Arrays;
import java.util.List;

/**
 * Which tags a subscription wants: an exact tag, several split by {@code ||}, with {@code *} for
 * one word and {@code #} for zero or more words. Words are split at dots; no tag is zero words.
 * Immutable.
 */
public final class TagFilter {

  /** Every message, with a tag or without. */
  public static final TagFilter ALL = new TagFilter("#");

  private final String text;
  private final List<List<String>> alternatives;

  private TagFilter(String text) {
    this.text = text;
    this.alternatives =
        Arrays.stream(text.split("\\|\\|", -1)).map(String::trim).map(TagFilter::words).toList();
  }

  /**
   * Reads a filter.
   *
   * @throws IllegalArgumentException if an alternative is empty, or a word mixes a wildcard with
   *     other characters
   */
  public static TagFilter parse(String text) {
    TagFilter filter = new TagFilter(text);
    for (List<String> words : filter.alternatives) {
      if (words.isEmpty() || words.contains("")) {
        throw new IllegalArgumentException(
            "tagFilter has an empty word, was '" + text + "'; use '#' for every tag");
      }
      for (String word : words) {
        if (word.length() > 1 && (word.contains("*") || word.contains("#"))) {
          throw new IllegalArgumentException(
              "tagFilter wildcards stand alone between dots, was '" + text + "'");
        }
      }
    }
    return filter;
  }

  /** True if a message with this tag (empty for none) is wanted. */
  public boolean matches(String tag) {
    List<String> words = words(tag);
    return alternatives.stream().anyMatch(pattern -> matches(pattern, words));
  }

  /** Goes through the pattern once: it must not cost more the more wildcards somebody registers. */
  private static boolean matches(List<String> pattern, List<String> words) {
    boolean[] reached = new boolean[words.size() + 1];
    reached[0] = true;
    for (String wanted : pattern) {
      // reached[w]: the pattern so far matches the first w words.
      boolean[] next = new boolean[reached.length];
      for (int w = 0; w < next.length; w++) {
        next[w] =
            switch (wanted) {
              case "#" -> reached[w] || (w > 0 && next[w - 1]);
              case "*" -> w > 0 && reached[w - 1];
              default -> w > 0 && reached[w - 1] && wanted.equals(words.get(w - 1));
            };
      }
      reached = next;
    }
    return reached[words.size()];
  }

  private static List<String> words(String tag) {
    return tag.isEmpty() ? List.of() : List.of(tag.split("\\.", -1));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TagFilter that && that.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
