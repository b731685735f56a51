package io.surety.rest.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.surety.rest.problem.ProblemException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {

  @Test
  void endsWhereOneOfThemHasNotLookedBeyond() {
    Page page =
        Page.of(List.of(slice(0, "e", "a", "d", "e"), slice(1, "", "b", "f")), 2, false, 10);

    assertThat(ids(page)).containsExactly("a", "b", "d", "e");
    assertThat(page.next()).contains("e");
    assertThat(page.isIncomplete()).isFalse();
  }

  @Test
  void endsAtTheLimit() {
    Page page = Page.of(List.of(slice(0, "", "a", "c"), slice(1, "", "b")), 2, false, 2);

    assertThat(ids(page)).containsExactly("a", "b");
    assertThat(page.next()).contains("b");
  }

  @Test
  void isTheLastOneWhenNothingIsLeft() {
    Page page = Page.of(List.of(slice(0, "", "a"), slice(1, "", "b")), 2, false, 2);

    assertThat(ids(page)).containsExactly("a", "b");
    assertThat(page.next()).isEmpty();
  }

  @Test
  void goesOnThoughNothingWasFound() {
    assertThat(Page.of(List.of(slice(0, "k"), slice(1, "m")), 2, false, 2).next()).contains("k");
    assertThat(Page.of(List.of(slice(0, "k"), slice(1, "m")), 2, true, 2).next()).contains("m");
  }

  @Test
  void saysWhichPartitionsAreMissing() {
    Page page = Page.of(List.of(slice(1, "", "b")), 3, false, 2);

    assertThat(page.missing()).containsExactly(0, 2);
    assertThat(page.isIncomplete()).isTrue();
  }

  @Test
  void believesTheOneThatIsFurther() {
    Slice old = new Slice(0, 5, List.of(item("a")), Optional.empty(), 0);
    Slice young = new Slice(0, 6, List.of(item("b")), Optional.empty(), 0);

    assertThat(ids(Page.of(List.of(old, young), 1, false, 9))).containsExactly("b");
    assertThat(ids(Page.of(List.of(young, old), 1, false, 9))).containsExactly("b");
  }

  @Test
  void saysThatRowsCouldNotBeRead() {
    Slice slice = new Slice(0, 5, List.of(), Optional.empty(), 1);

    assertThat(Page.of(List.of(slice), 1, false, 9).isIncomplete()).isTrue();
  }

  /** Whatever the instances have time for, the pages together are the list. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void neverSkipsNorRepeats(long seed) {
    Random random = new Random(seed);
    boolean isDescending = random.nextBoolean();
    Comparator<String> rising = Comparator.naturalOrder();
    Comparator<String> order = isDescending ? rising.reversed() : rising;
    int partitions = 1 + random.nextInt(5);
    TreeMap<String, Integer> stored = new TreeMap<>(order);
    for (int i = 0; i < 200; i++) {
      stored.put(String.format("%05d", random.nextInt(100_000)), random.nextInt(partitions));
    }

    List<String> listed = new ArrayList<>();
    Optional<String> after = Optional.of("");
    while (after.isPresent()) {
      List<Slice> slices = new ArrayList<>();
      for (int p = 0; p < partitions; p++) {
        slices.add(someOf(p, stored, after.get(), 1 + random.nextInt(20)));
      }
      Collections.shuffle(slices, random);
      Page page = Page.of(slices, partitions, isDescending, 1 + random.nextInt(10));
      listed.addAll(ids(page));
      after = page.next();
    }

    assertThat(listed).containsExactlyElementsOf(stored.keySet());
  }

  private static Slice someOf(
      int partition, TreeMap<String, Integer> stored, String after, int looks) {
    List<JsonNode> items = new ArrayList<>();
    String last = "";
    for (String id : after.isEmpty() ? stored.keySet() : stored.tailMap(after, false).keySet()) {
      if (stored.get(id) == partition) {
        if (looks-- == 0) {
          return new Slice(partition, 1, items, Optional.of(last), 0);
        }
        last = id;
        items.add(item(id));
      }
    }
    return new Slice(partition, 1, items, Optional.empty(), 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "!", "YQ", "MTIzNDU2Nzg5MGFiY2RlZi9h"})
  void aCursorIsOfItsListOnly(String cursor) {
    String right = Cursor.of("list a", "m1");

    assertThat(Cursor.after("list a", right)).isEqualTo("m1");
    assertThatThrownBy(() -> Cursor.after("list b", right)).isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> Cursor.after("list a", cursor)).isInstanceOf(ProblemException.class);
  }

  private static Slice slice(int partition, String lookedUpTo, String... ids) {
    return new Slice(
        partition,
        1,
        List.of(ids).stream().map(PageTest::item).toList(),
        Optional.of(lookedUpTo).filter(id -> !id.isEmpty()),
        0);
  }

  private static JsonNode item(String id) {
    return JsonNodeFactory.instance.objectNode().put("id", id);
  }

  private static List<String> ids(Page page) {
    return page.items().stream().map(Slice::id).toList();
  }
}
