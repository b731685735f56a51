package io.surety.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"m", "orders-42~0197a5", "A.b_c:d~e-9", "a~~", "."})
  void acceptsMessageIds(String id) {
    assertThat(MessageIds.check(id)).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "~a", "a b", "a/b", "ä", "a\n", "a\u0000"})
  void refusesMessageIds(String id) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MessageIds.check(id))
        .withMessageStartingWith("messageId must");
  }

  @ParameterizedTest
  @EnumSource
  void lengthsAreBoundedAndTheBoundIsAllowed(Names name) {
    String longest = "a".repeat(name.lengthMax());

    assertThat(name.problem(longest)).isEmpty();
    assertThat(name.problem(longest + "a"))
        .hasValueSatisfying(text -> assertThat(text).contains("1.." + name.lengthMax()));
    assertThat(name.problem("")).isPresent();
  }

  @ParameterizedTest
  @EnumSource(names = {"PRODUCER", "DESTINATION", "GROUP"})
  void kafkaNamesAreKafkaLegal(Names name) {
    assertThat(name.problem("orders.created_v1-EU")).isEmpty();
    assertThat(name.problem(".")).isPresent();
    assertThat(name.problem("..")).isPresent();
    assertThat(name.problem("a,b")).isPresent();
    assertThat(name.problem("a/b")).isPresent();
    assertThat(name.problem("a~b")).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "eu.de, true",
    "größe, true",
    "a, true",
    ".a, false",
    "a., false",
    "a..b, false",
    "a.*, false",
    "#, false",
    "a||b, false",
    "'a b', false"
  })
  void tagsAreWords(String tag, boolean isAllowed) {
    assertThat(Names.TAG.problem(tag).isEmpty()).isEqualTo(isAllowed);
  }

  @Test
  void businessKeysAreTextWithoutControlCharacters() {
    assertThat(Names.BUSINESS_KEY.problem("order 42 / größe 😀")).isEmpty();
    assertThat(Names.BUSINESS_KEY.problem("a\u0000b")).isPresent();
    assertThat(Names.BUSINESS_KEY.problem("a\ud83d")).isPresent();
  }

  @Test
  void messagesNameFieldValueAndRuleOnOneShortLine() {
    String problem = Names.GROUP.problem("bad\ngroup" + "x".repeat(200)).orElseThrow();

    assertThat(problem)
        .startsWith("group must consist of letters, digits, '.', '_' and '-', was 'bad?group")
        .hasSizeLessThan(200)
        .doesNotContain("\n");
  }
}
