package io.surety.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagFiltersTest {

  @ParameterizedTest
  @ValueSource(strings = {"#", "paid", "eu.paid", "eu.*", "#.paid", "a||b", "a || b.*.c||#"})
  void acceptsWhatTheCoordinatorReads(String filter) {
    assertThat(TagFilters.check(filter)).isEqualTo(filter);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a.", "a||", "||", "a..b", " "})
  void refusesEmptyWords(String filter) {
    assertThatThrownBy(() -> TagFilters.check(filter))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tags has an empty word, was '" + filter + "'; use '#' for every tag");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a*", "eu.pa#", "**", "#*"})
  void refusesWildcardsWithinWords(String filter) {
    assertThatThrownBy(() -> TagFilters.check(filter))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("was '" + filter + "'; they stand alone between dots");
  }
}
