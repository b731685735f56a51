package io.surety.rest.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final String HASH = ApiKey.hash(ApiKey.create("x", RANDOM), RANDOM);

  @TempDir Path dir;

  private long now = Instant.parse("2026-11-25T12:00:00Z").toEpochMilli();
  private long nanos;

  private ApiKeys keys(String... lines) throws Exception {
    return new ApiKeys(write(lines), () -> now, () -> nanos);
  }

  private Path write(String... lines) throws Exception {
    return Files.write(dir.resolve("keys"), List.of(lines));
  }

  private static String line(String key, Caller caller) {
    return KeyLine.write(caller, ApiKey.hash(key, RANDOM), Optional.empty());
  }

  @Test
  void tellsWhoseKeyItIs() throws Exception {
    String ann = ApiKey.create("ann", RANDOM);
    String shop = ApiKey.create("shop.v-2", RANDOM);
    Caller application =
        new Caller("shop.v-2", Role.APPLICATION, Set.of("shop", "till"), Set.of("billing"));

    ApiKeys keys =
        keys("# keys", "", line(ann, Caller.of("ann", Role.ADMIN)), line(shop, application));

    assertThat(keys.caller(ann)).contains(Caller.of("ann", Role.ADMIN));
    assertThat(keys.caller(shop)).contains(application);
  }

  @Test
  void takesNoOtherKey() throws Exception {
    String ann = ApiKey.create("ann", RANDOM);
    ApiKeys keys = keys(line(ann, Caller.of("ann", Role.ADMIN)));

    assertThat(keys.caller(ApiKey.create("ann", RANDOM))).isEmpty();
    assertThat(keys.caller(ann.replace("ann", "bob"))).isEmpty();
    assertThat(keys.caller(ann + "x")).isEmpty();
    assertThat(keys.caller(ann.substring(0, ann.length() - 1))).isEmpty();
    assertThat(keys.caller("surety_")).isEmpty();
    assertThat(keys.caller("")).isEmpty();
  }

  @Test
  void keepsNothingOfTheKey() throws Exception {
    String key = ApiKey.create("ann", RANDOM);

    String line = line(key, Caller.of("ann", Role.ADMIN));

    assertThat(key).matches("surety_ann_[A-Za-z0-9_-]{43}");
    assertThat(line).doesNotContain(key.substring("surety_ann_".length()));
    assertThat(line(key, Caller.of("ann", Role.ADMIN))).as("salted").isNotEqualTo(line);
  }

  @Test
  void takesBothKeysOfANameWhileOneIsReplaced() throws Exception {
    String before = ApiKey.create("ann", RANDOM);
    String after = ApiKey.create("ann", RANDOM);
    Caller ann = Caller.of("ann", Role.VIEWER);

    ApiKeys keys = keys(line(before, ann), line(after, ann));

    assertThat(keys.caller(before)).contains(ann);
    assertThat(keys.caller(after)).contains(ann);
  }

  @Test
  void aKeyEndsWithItsDay() throws Exception {
    String key = ApiKey.create("ann", RANDOM);
    String hash = ApiKey.hash(key, RANDOM);
    LocalDate today = LocalDate.parse("2026-11-25");
    ApiKeys keys = keys(KeyLine.write(Caller.of("ann", Role.VIEWER), hash, Optional.of(today)));

    assertThat(keys.caller(key)).isPresent();
    now = Instant.parse("2026-11-26T00:00:00Z").toEpochMilli();
    assertThat(keys.caller(key)).isEmpty();
  }

  @Test
  void readsTheFileAgainWhenItChanges() throws Exception {
    String ann = ApiKey.create("ann", RANDOM);
    String bob = ApiKey.create("bob", RANDOM);
    ApiKeys keys = keys(line(ann, Caller.of("ann", Role.ADMIN)));

    write(line(bob, Caller.of("bob", Role.ADMIN)));
    nanos += SECOND;

    assertThat(keys.caller(ann)).isEmpty();
    assertThat(keys.caller(bob)).isPresent();
  }

  @Test
  void goesOnWithWhatItHadWhenAChangeIsWrong() throws Exception {
    String ann = ApiKey.create("ann", RANDOM);
    ApiKeys keys = keys(line(ann, Caller.of("ann", Role.ADMIN)));

    write("nonsense");
    nanos += SECOND;
    assertThat(keys.caller(ann)).isPresent();
    Files.delete(dir.resolve("keys"));
    nanos += SECOND;
    assertThat(keys.caller(ann)).isPresent();
    write("# nobody");
    nanos += SECOND;
    assertThat(keys.caller(ann)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann",
        "ann admin",
        "ann admin plain-secret",
        "ann root HASH",
        "a_b admin HASH",
        "ann admin HASH producers=shop",
        "ann application HASH",
        "ann admin HASH expires=31.1.2027",
        "ann admin HASH until=2027-01-31"
      })
  void namesTheLineThatIsWrong(String line) {
    assertThatThrownBy(() -> keys("# comment", line.replace("HASH", HASH)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("line 2: ")
        .hasMessageNotContaining("plain-secret")
        .hasMessageNotContaining(HASH);
  }

  @Test
  void needsTheFileToBeThere() {
    assertThatThrownBy(() -> new ApiKeys(dir.resolve("none"), () -> now, () -> nanos))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be read")
        .hasMessageContaining("none");
  }
}
