package io.surety.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  private static final List<Column> COLUMNS =
      List.of(Column.of("ID", "/id"), Column.cut("ERROR", "/error"), Column.of("GROUP", "/group"));
  private static final JsonNode ROW =
      Json.object()
          .put("id", "0123456789")
          .put("error", "nobody is at home at this address")
          .put("group", "billing");

  @Test
  void isAsWideAsItIsWhereNobodyKnowsTheScreen() {
    assertThat(table(0).lines().skip(1))
        .containsExactly("0123456789  nobody is at home at this address  billing");
  }

  @Test
  void cutsTextsBeforeItLeavesColumnsOut() {
    assertThat(table(38)).contains("GROUP\n0123456789  nobody is at hom…  billing\n");
    assertThat(table(26)).contains("ERROR …\n0123456789  nobody is a…\n");
    assertThat(table(5)).isEqualTo("ID …\n0123456789\n");
  }

  private static String table(int room) {
    return new Table(COLUMNS, new Ink(false), room).page(List.of(ROW));
  }
}
