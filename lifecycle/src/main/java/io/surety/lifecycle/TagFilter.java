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
    return alternatives.stream().anyMatch(pattern -> matches(pattern, 0, words, 0));
  }

  private static boolean matches(List<String> pattern, int p, List<String> words, int w) {
    if (p == pattern.size()) {
      return w == words.size();
    }
    return switch (pattern.get(p)) {
      case "#" ->
          matches(pattern, p + 1, words, w)
              || (w < words.size() && matches(pattern, p, words, w + 1));
      case "*" -> w < words.size() && matches(pattern, p + 1, words, w + 1);
      default ->
          w < words.size()
              && pattern.get(p).equals(words.get(w))
              && matches(pattern, p + 1, words, w + 1);
    };
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
