package io.surety.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.lifecycle.testing.Tell;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagFilterTest {

  private static final long SEED = 20_261_122;

  @ParameterizedTest(name = "''{0}'' and ''{1}'': {2}")
  @CsvSource({
    "order.paid, order.paid, true",
    "order.paid, order, false",
    "order.paid, order.paid.late, false",
    "order.paid, Order.paid, false",
    "order.paid, '', false",
    "order.*, order.paid, true",
    "order.*, order, false",
    "order.*, order.paid.late, false",
    "*, order, true",
    "*, '', false",
    "#, '', true",
    "#, order.paid.late, true",
    "order.#, order, true",
    "order.#, order.paid.late, true",
    "#.late, late, true",
    "#.late, order.paid.late, true",
    "order.#.late, order.late, true",
    "order.#.late, order.paid, false",
    "*.#, '', false",
    "a||b, b, true",
    "a || b.*, b.c, true",
    "a||b, c, false",
    "#.a.#.b.#, x.a.y.b.z, true",
    "#.a.#.b.#, x.b.y.a.z, false"
  })
  void matchesWords(String filter, String tag, boolean wanted) {
    assertThat(TagFilter.parse(filter).matches(tag)).isEqualTo(wanted);
  }

  /** A filter is a regular expression over words: built by other means, it must say the same. */
  @Test
  void agreesWithARegularExpression() {
    SplittableRandom random = new SplittableRandom(SEED);
    int wanted = 0;
    int tries = 50_000;
    for (int i = 0; i < tries; i++) {
      String filter = words(random, 1, 4, "a", "b", "*", "#");
      if (random.nextInt(3) == 0) {
        filter += "||" + words(random, 1, 4, "a", "b", "*", "#");
      }
      String tag = words(random, 0, 5, "a", "b", "c");
      boolean expected = Pattern.matches(regex(filter), tag.isEmpty() ? "" : tag + ".");

      assertThat(TagFilter.parse(filter).matches(tag))
          .as("%s on %s", filter, tag)
          .isEqualTo(expected);

      wanted += expected ? 1 : 0;
    }
    Tell.how("tag filters: %,d against a regular expression, %,d of them match", tries, wanted);
    assertThat(wanted).isBetween(tries / 10, tries * 9 / 10);
  }

  /** With backtracking this would not end in a lifetime. */
  @Test
  void isNotSlowedDownByManyWildcards() {
    String filter = "#.a.".repeat(40) + "#";
    String tag = "a.".repeat(39) + "b.".repeat(80) + "c";

    assertThat(TagFilter.parse(filter).matches(tag)).isFalse();
    assertThat(TagFilter.parse(filter).matches("a." + tag)).isTrue();
  }

  private static String words(SplittableRandom random, int least, int most, String... of) {
    return Stream.generate(() -> of[random.nextInt(of.length)])
        .limit(random.nextInt(least, most + 1))
        .collect(Collectors.joining("."));
  }

  /** Every word is followed by a dot, so that "zero or more words" is one group. */
  private static String regex(String filter) {
    return Stream.of(filter.split("\\|\\|"))
        .map(
            alternative ->
                Stream.of(alternative.split("\\."))
                    .map(
                        word ->
                            switch (word) {
                              case "*" -> "[^.]+\\.";
                              case "#" -> "([^.]+\\.)*";
                              default -> Pattern.quote(word + ".");
                            })
                    .collect(Collectors.joining()))
        .collect(Collectors.joining("|"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a||", "||a", "a..b", ".a", "a.", " "})
  void refusesEmptyWords(String filter) {
    assertThatThrownBy(() -> TagFilter.parse(filter))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("empty word")
        .hasMessageContaining("'" + filter + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a*", "*a", "a.b#", "##", "**", "a.*b.c"})
  void refusesWildcardsWithinWords(String filter) {
    assertThatThrownBy(() -> TagFilter.parse(filter))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("wildcards stand alone")
        .hasMessageContaining("'" + filter + "'");
  }

  @Test
  void isEqualToAFilterWithTheSameText() {
    assertThat(TagFilter.parse("a||b")).isEqualTo(TagFilter.parse("a||b")).hasToString("a||b");
    assertThat(TagFilter.parse("a")).isNotEqualTo(TagFilter.parse("b")).isNotEqualTo("a");
    assertThat(TagFilter.parse("#")).isEqualTo(TagFilter.ALL).hasSameHashCodeAs(TagFilter.ALL);
  }
}
