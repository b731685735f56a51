package io.surety.cli.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.cli.print.Format;
import io.surety.cli.print.Ink;
import io.surety.cli.print.Json;
import io.surety.cli.print.Output;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class GrowingTimelineTest {
  private final StringWriter out = new StringWriter();
  private final GrowingTimeline timeline =
      new GrowingTimeline(
          new Output(Format.ID, new PrintWriter(out), new Ink(false))
              .list(MessageView.TIMELINE, "/what"));

  @Test
  void writesEachRowOnce() {
    timeline.show(of("PREPARED"), false);
    timeline.show(of("PREPARED", "DECIDED"), false);

    assertThat(out.toString()).isEqualTo("PREPARED\nDECIDED\n");
  }

  @Test
  void losesNoRowWhenAFinishedMessageIsRememberedByItsEndOnly() {
    timeline.show(of("PREPARED", "DECIDED"), false);
    timeline.show(of("COMPLETED").put("incomplete", true), false);
    timeline.show(of("PREPARED", "DECIDED", "CONSUMED", "COMPLETED"), true);

    assertThat(out.toString()).isEqualTo("PREPARED\nDECIDED\nCONSUMED\nCOMPLETED\n");
  }

  @Test
  void writesTheEndWhereNothingElseIsKept() {
    timeline.show(of("PREPARED", "DECIDED"), false);
    timeline.show(of("COMPLETED").put("incomplete", true), true);

    assertThat(out.toString()).isEqualTo("PREPARED\nDECIDED\nCOMPLETED\n");
  }

  private static ObjectNode of(String... entries) {
    ObjectNode timeline = Json.object();
    for (String entry : entries) {
      timeline.withArray("entries").addObject().put("at", "2026-11-22").put("what", entry);
    }
    return timeline;
  }
}
