package io.surety.cli;

import static io.surety.cli.Platform.dead;
import static io.surety.cli.Platform.surety;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Lists, groups and counts. */
@ExtendWith(Platform.Lifetime.class)
class ListCommandsTest {

  @Test
  void listsInEachShapeAndSaysThatThereAreMore() {
    String orders = Platform.destination();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(
          surety("prepare", orders, "--body", "x", "--key", "k" + i, "-o", "id")
              .is(0)
              .out()
              .strip());
    }

    Run table = surety("list", "--destination", orders, "--limit", "3").is(0);
    Run id = surety("list", "--destination", orders, "--status", "prepared", "-o", "id").is(0);
    Run newest = surety("list", "--destination", orders, "--newest-first", "-o", "id").is(0);
    Run json = surety("list", "--destination", orders, "--key", "k1", "-o", "json").is(0);
    Run lines = surety("list", "--destination", orders, "--since", "1h", "-o", "jsonl").is(0);
    Run old = surety("list", "--destination", orders, "--older-than", "1h", "-o", "json").is(0);

    assertThat(table.out().lines()).hasSize(4);
    assertThat(table.out()).startsWith("ID").contains("PREPARED", orders, "k0", "k2");
    assertThat(table.err()).contains("There may be more: --limit or --all.");
    assertThat(id.out().lines()).containsExactlyElementsOf(ids);
    assertThat(newest.out().lines().findFirst()).contains(ids.get(4));
    assertThat(json.json().path("items")).hasSize(1);
    assertThat(json.json().path("incomplete").asBoolean(true)).isFalse();
    assertThat(lines.lines()).extracting(line -> line.path("id").asText()).containsAll(ids);
    assertThat(old.json().path("items")).isEmpty();
    Run none = surety("list", "--destination", orders, "--key", "nobody").is(0);
    assertThat(none.out()).isEmpty();
    assertThat(none.err()).isEqualTo("None." + System.lineSeparator());
    assertThat(surety("list", "--limit", "0").is(2).err()).contains("'0' is not a number from 1");
    assertThat(surety("list", "--status", "nonsense").is(2).err())
        .startsWith("invalid-request: --status: ")
        .hasLineCount(1);
  }

  @Test
  void countsDeadLettersByTheirCauseAndListsThem() {
    String orders = Platform.destination("billing");
    String cause = "f" + System.nanoTime();
    List<String> ids = List.of(dead(orders, "billing", cause), dead(orders, "billing", cause));

    Run causes = surety("dead", "-o", "jsonl").is(0);
    Run items = surety("dead", "--fingerprint", cause, "-o", "id").is(0);
    Run table = surety("dead", "--fingerprint", cause).is(0);

    JsonNode mine =
        causes.lines().stream()
            .filter(line -> line.path("fingerprint").asText().equals(cause))
            .findFirst()
            .orElseThrow();
    assertThat(mine.path("count").asInt()).isEqualTo(2);
    assertThat(items.out().lines()).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(table.out()).contains("REJECTED", "no connection", "billing");
    assertThat(surety("dead").is(0).out())
        .contains("THE LAST OF THEM", cause, "billing at " + orders + ": REJECTED, no connection")
        .doesNotContain("GROUP");
  }

  @Test
  void decidesByHandWhatNobodyHasDecided() {
    String orders = Platform.destination("billing");
    String one = surety("prepare", orders, "--body", "x", "-o", "id").is(0).out().strip();
    String two = surety("prepare", orders, "--body", "x", "-o", "id").is(0).out().strip();
    assertThat(surety("undecided", "--destination", orders, "-o", "id").is(0).out().lines())
        .containsExactly(one, two);
    surety("undecided", "check-now", one).is(0);
    assertThat(surety("undecided", "confirm", one).is(2).err()).contains("--reason is missing");

    surety("undecided", "confirm", one, "--reason", "paid", "--actor", "ann").is(0);
    surety("undecided", "rollback", two, "--reason", "the shop is gone").is(0);

    assertThat(surety("inspect", one).is(0).out()).contains("CONFIRM by OPERATOR", "ann", "paid");
    assertThat(surety("inspect", two, "-o", "json").is(0).json().path("status").asText())
        .isEqualTo("ROLLED_BACK");
    assertThat(surety("audit", "--message", two).is(0).out()).contains("the shop is gone", "200");
  }

  @Test
  void showsGroupsServersAndCounts() {
    String orders = Platform.destination("billing-" + System.nanoTime());
    surety("send", orders, "--body", "x").is(0);

    Run groups = surety("groups").is(0);
    Run json = surety("groups", "-o", "json").is(0);
    Run nodes = surety("nodes").is(0);
    Run stats = surety("stats").is(0);

    assertThat(groups.out()).contains("SUBSCRIBES TO", orders);
    assertThat(json.json().path("items")).isNotEmpty();
    assertThat(nodes.out()).contains("RUNNING", "0 1");
    assertThat(stats.out()).contains("live", "DELIVERING", "accepted");
    assertThat(surety("stats", "-o", "json").is(0).json().at("/messages/live").isNumber()).isTrue();
  }
}
