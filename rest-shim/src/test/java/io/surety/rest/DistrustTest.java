package io.surety.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.rest.access.Role;
import io.surety.schemas.MessageIds;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Two servers of one installation with different secrets. */
class DistrustTest {

  @Test
  void saysWhichServerRefusesAndWhatToDo() throws Exception {
    KeyFile keys = new KeyFile();
    String admin = keys.add("admin", Role.ADMIN);
    String shop = keys.addApplication("shop", Set.of("shop"), Set.of());
    Installation installation =
        new Installation().with("surety.rest.auth.keys.file", keys.path().toString());
    String orders = installation.topic("orders");
    SuretyServer one =
        installation.with("surety.rest.peer.secret", "one secret 0123456789 0123456789").start();
    SuretyServer two =
        installation.with("surety.rest.peer.secret", "another one 0123456789 0123456789").start();
    try (CapturedLogs logs = CapturedLogs.start()) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> ownsHalf(one) && ownsHalf(two) && one.isReady() && two.isReady());
      Rest first = new Rest(one, admin);
      first.put("destinations/" + orders, "").is(200);
      String there = idOf(two);
      String body = Rest.body("prepare", orders).replace("}", ", 'id': '" + there + "'}");

      // What is changed is safe in the log, wherever it is asked for.
      first.post("messages", body).is(202);
      Awaitility.await().until(() -> new Rest(two, admin).get("messages/" + there).status() == 200);
      String address = two.url().getAuthority();
      for (int i = 0; i < 3; i++) {
        Rest.Answer refused = first.get("messages/" + there).isProblem(503, "peer-refuses");
        assertThat(refused.text("/detail")).contains(address, "surety.rest.peer.secret");
        assertThat(refused.header("Retry-After")).isEqualTo("5");
      }
      first
          .get("messages/" + there + "?atLeast=prepare." + partition(two, there) + ".0")
          .isProblem(503, "peer-refuses");
      new Rest(one, shop).post("messages/" + there + "/confirm").isProblem(503, "peer-refuses");
      assertThat(first.get("messages").is(200).json().path("incomplete").asBoolean()).isTrue();

      assertThat(Scraped.from(one, admin).sum("surety_peer_refusals_total", "side", "there"))
          .isGreaterThanOrEqualTo(4);
      assertThat(Scraped.from(two, admin).sum("surety_peer_refusals_total", "side", "here"))
          .isGreaterThanOrEqualTo(4);
      List<String> lines = logs.lines();
      // Once a minute.
      assertThat(lines)
          .filteredOn(line -> line.contains("does not trust this one"))
          .hasSizeBetween(1, 3);
      assertThat(lines)
          .filteredOn(line -> line.contains("is refused: Only servers"))
          .hasSizeBetween(1, 3);
    } finally {
      Installation.closeAll(List.of(one, two));
    }
  }

  private static boolean ownsHalf(SuretyServer server) {
    return server.coordinator().health().partitions().size() == 2;
  }

  private static String idOf(SuretyServer owner) {
    return Stream.generate(MessageIds::newId)
        .filter(owner.coordinator().queries()::owns)
        .findFirst()
        .orElseThrow();
  }

  private static int partition(SuretyServer server, String id) {
    return server.coordinator().queries().partitionOf(id);
  }
}
