package io.surety.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.lifecycle.laws.Laws;
import io.surety.lifecycle.testing.Bag;
import io.surety.lifecycle.testing.Bags;
import io.surety.lifecycle.testing.Outcome;
import io.surety.lifecycle.testing.Tell;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the order in which the topics are read, the same signals end the same. */
class AllOrdersTest {

  @ParameterizedTest
  @EnumSource(Bags.class)
  void endTheSame(Bags bags) {
    long start = System.nanoTime();
    Bag bag = bags.bag();

    Map<Outcome, String> outcomes =
        bag.outcomes(bags.setting().rules(), Laws.under(bags.setting()));

    Tell.how(
        "all orders, %s: %d signals, %,d orders by way of %,d messages in %.1f s: %s",
        bags.name().toLowerCase(Locale.ROOT).replace('_', ' '),
        bag.size(),
        bag.orders(),
        bag.nodes(),
        Tell.secondsSince(start),
        bags.expected().status());
    assertThat(outcomes).containsOnlyKeys(bags.expected());
  }
}
