package io.surety.topology.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriteBehindStoreTest {
  private static final String AT_ONCE = "at once";
  private static final String UNREADABLE = "unreadable";
  private static final long YOUNG_MAX = 2_000;

  @TempDir private Path stateDir;

  private KeyValueStore<String, String> below;
  private WriteBehindStore<String> store;
  private MockProcessorContext<byte[], byte[]> context;

  @BeforeEach
  void open() {
    context = new MockProcessorContext<>(new Properties(), new TaskId(0, 0), stateDir.toFile());
    below =
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore("rows"), Serdes.String(), new Fussy())
            .withLoggingDisabled()
            .build();
    store =
        new WriteBehindStore<>(
            below,
            value -> value.startsWith(AT_ONCE) ? WriteBehindStore.Weight.AT_ONCE : value.length(),
            YOUNG_MAX);
    store.init(context.getStateStoreContext(), store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void whatIsOverBeforeTheCommitIsNeverWritten() {
    store.insert("m1", "begun");
    store.put("m1", "changed");
    store.delete("m1");

    store.flushCache();

    assertThat(store.get("m1")).isNull();
    assertThat(rows(below.all())).isEmpty();
  }

  @Test
  void writesTheLastOfSeveralChanges() {
    store.insert("m1", "begun");
    store.put("m1", "changed");
    assertThat(below.get("m1")).isNull();
    assertThat(store.get("m1")).isEqualTo("changed");

    store.flushCache();

    assertThat(below.get("m1")).isEqualTo("changed");
    assertThat(store.get("m1")).isEqualTo("changed");
  }

  @Test
  void deletesWhatIsBelow() {
    store.insert("m1", "begun");
    store.flushCache();

    store.delete("m1");
    assertThat(store.get("m1")).isNull();
    assertThat(rows(store.all())).isEmpty();
    store.flushCache();

    assertThat(below.get("m1")).isNull();
  }

  @Test
  void aRowThatWasDeletedAndBeganAgainIsDeletedBelowInTheEnd() {
    store.insert("m1", "first");
    store.flushCache();

    store.delete("m1");
    store.insert("m1", "second");
    store.delete("m1");
    store.flushCache();

    assertThat(below.get("m1")).isNull();
  }

  @Test
  void whatHasNoBoundIsWrittenWhereItCanStillFail() {
    store.insert("m1", "begun");

    store.put("m1", AT_ONCE);

    assertThat(below.get("m1")).isEqualTo(AT_ONCE);
    assertThat(store.get("m1")).isEqualTo(AT_ONCE);
    store.delete("m1");
    store.flushCache();
    assertThat(below.get("m1")).isNull();
  }

  @Test
  void writesEarlierWhenThereAreTooMany() {
    for (int i = 0; i < 100; i++) {
      store.insert("m" + i, "0123456789");
    }

    assertThat(rows(below.all())).hasSizeBetween(80, 99);
    assertThat(rows(store.all())).hasSize(100);
  }

  @Test
  void forgetsWhatWasNotCommittedWhenItIsOpenedAgain() {
    store.insert("kept", "kept");
    store.flushCache();
    store.insert("lost", "lost");

    store.close();
    store.init(context.getStateStoreContext(), store);

    assertThat(rows(store.all())).containsExactly("kept=kept");
  }

  @Test
  void forgetsWhenItIsTold() {
    store.insert("lost", "lost");

    store.clearCache();

    assertThat(store.get("lost")).isNull();
  }

  @Test
  void goesOnAfterARowBelowThatCannotBeRead() {
    below.put("a", "a");
    below.put("b", UNREADABLE);
    below.put("c", "c");
    store.insert("aa", "young");

    try (KeyValueIterator<String, String> all = store.all()) {
      assertThat(all.next().key).isEqualTo("a");
      assertThat(all.next().key).isEqualTo("aa");
      assertThat(all.peekNextKey()).isEqualTo("b");
      assertThatThrownBy(all::next).isInstanceOf(IllegalStateException.class);
      assertThat(all.next().key).isEqualTo("c");
      assertThat(all.hasNext()).isFalse();
    }
  }

  @Test
  void aRowThatCannotBeReadMayBeWrittenAnewAndDeleted() {
    below.put("a", UNREADABLE);
    below.put("b", UNREADABLE);

    store.put("a", "readable");
    store.delete("b");

    assertThat(rows(store.all())).containsExactly("a=readable");
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void isAMapWheneverItIsWritten(long seed) {
    Random random = new Random(seed);
    TreeMap<String, String> expected = new TreeMap<>();
    for (int i = 0; i < 5_000; i++) {
      String id = "m" + random.nextInt(40);
      String value = (random.nextInt(10) == 0 ? AT_ONCE : "v") + i;
      switch (random.nextInt(8)) {
        case 0 -> store.flushCache();
        case 1, 2, 3 -> {
          store.delete(id);
          expected.remove(id);
        }
        default -> {
          if (store.get(id) == null) {
            store.insert(id, value);
          } else {
            store.put(id, value);
          }
          expected.put(id, value);
        }
      }
      assertThat(store.get(id)).isEqualTo(expected.get(id));
      if (i % 50 == 0) {
        assertSame(random, expected);
      }
    }
    store.flushCache();
    assertThat(rows(below.all())).isEqualTo(texts(expected));
  }

  private void assertSame(Random random, TreeMap<String, String> expected) {
    String from = "m" + random.nextInt(40);
    String to = "m" + random.nextInt(40);
    assertThat(rows(store.all())).isEqualTo(texts(expected));
    assertThat(rows(store.reverseAll())).isEqualTo(texts(expected.descendingMap()));
    assertThat(rows(store.range(from, null))).isEqualTo(texts(expected.tailMap(from, true)));
    assertThat(rows(store.reverseRange(null, to)))
        .isEqualTo(texts(expected.headMap(to, true).descendingMap()));
    if (from.compareTo(to) <= 0) {
      assertThat(rows(store.range(from, to)))
          .isEqualTo(texts(expected.subMap(from, true, to, true)));
    }
  }

  @Test
  void anotherThreadFindsARowAllTheTimeWhileItIsWritten() throws Exception {
    store.insert("m1", "begun");
    AtomicBoolean isOver = new AtomicBoolean();
    List<String> missed = new ArrayList<>();
    Thread reader =
        new Thread(
            () -> {
              while (!isOver.get()) {
                if (store.get("m1") == null) {
                  missed.add("get");
                }
                if (!rows(store.all()).toString().contains("m1=")) {
                  missed.add("all");
                }
              }
            });
    reader.start();

    for (int i = 0; i < 20_000; i++) {
      store.put("m1", "v" + i);
      if (i % 3 == 0) {
        store.flushCache();
      }
    }
    isOver.set(true);
    reader.join();

    assertThat(missed).isEmpty();
  }

  private static List<String> rows(KeyValueIterator<String, String> rows) {
    List<String> all = new ArrayList<>();
    try (rows) {
      while (rows.hasNext()) {
        String peeked = rows.peekNextKey();
        KeyValue<String, String> row = rows.next();
        assertThat(row.key).isEqualTo(peeked);
        all.add(row.key + "=" + row.value);
      }
    }
    return all;
  }

  private static List<String> texts(Map<String, String> rows) {
    return rows.entrySet().stream().map(Object::toString).toList();
  }

  /** Strings, of which one cannot be read. */
  private static final class Fussy extends Serdes.WrapperSerde<String> {
    Fussy() {
      super(
          Serdes.String().serializer(),
          (topic, bytes) -> {
            String text = Serdes.String().deserializer().deserialize(topic, bytes);
            if (UNREADABLE.equals(text)) {
              throw new IllegalStateException(text);
            }
            return text;
          });
    }
  }
}
