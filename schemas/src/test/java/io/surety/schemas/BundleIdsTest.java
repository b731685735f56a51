package io.surety.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleIdsTest {
  @Test
  void everyMessageKnowsTheOthers() {
    assertThat(BundleIds.members("b", 3)).containsExactly("b~1of3", "b~2of3", "b~3of3");
    assertThat(BundleIds.others("b~2of3")).containsExactly("b~1of3", "b~3of3");
    assertThat(BundleIds.bundleOf("b~2of3")).contains("b");
    assertThat(BundleIds.first("b~2of3")).isEqualTo("b~1of3");
    assertThat(BundleIds.others("b~1of1")).isEmpty();
    assertThat(BundleIds.bundleOf("b~1of1")).contains("b");
  }

  @Test
  void theLargestBundleWithTheLongestIdHasLegalMessageIds() {
    String longest = "b".repeat(BundleIds.LENGTH_MAX);

    assertThat(BundleIds.members(longest, BundleIds.SIZE_MAX))
        .hasSize(100)
        .doesNotHaveDuplicates()
        .allSatisfy(
            id -> {
              assertThat(Names.MESSAGE_ID.problem(id)).isEmpty();
              assertThat(RoutingKey.of(id)).isEqualTo(longest);
              assertThat(BundleIds.others(id)).hasSize(99).doesNotContain(id);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "m1",
        "orders-42~0197a5",
        "b~0of3",
        "b~4of3",
        "b~1of101",
        "b~01of3",
        "b~1of03",
        "b~of3",
        "b~1of3x",
        "b~x~1of3",
        "~1of3",
        "b~1of99999999999"
      })
  void whatOnlyLooksSimilarIsNoMemberOfABundle(String id) {
    assertThat(BundleIds.bundleOf(id)).isEmpty();
    assertThat(BundleIds.others(id)).isEmpty();
    assertThat(BundleIds.first(id)).isEqualTo(id);
  }
}
