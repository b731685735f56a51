package io.surety.rest.json;

import io.surety.rest.redrive.ItemOutcome;
import io.surety.rest.redrive.Redrive;
import io.surety.schemas.avro.DeadLetterNote;
import io.surety.schemas.avro.RedriveItem;
import io.surety.schemas.avro.RedriveJob;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Jobs, their items, and notes as they are shown. */
public final class RedriveJson {
  private RedriveJson() {}

  /** A job and how far it is. */
  public static Map<String, Object> of(Redrive redrive) {
    RedriveJob job = redrive.job();
    Members counts = new Members();
    redrive
        .counts()
        .forEach((state, count) -> counts.put(state.name().toLowerCase(Locale.ROOT), count));
    return new Members()
        .put("id", job.getJobId())
        .text("name", job.getName())
        .put("state", redrive.state())
        .put("filter", new TreeMap<>(job.getFilter()))
        .put("ratePerSecond", job.getRatePerSecond())
        .put("canary", job.getCanary())
        .put("stopAfterFailures", job.getStopAfterFailures())
        .text("actor", job.getActor())
        .text("reason", job.getReason())
        .time("createdAt", job.getCreatedAt())
        .time("changedAt", redrive.changedAt())
        .put("items", job.getItems())
        .put("counts", counts.toMap())
        .toMap();
  }

  /** A dead letter of a job, and what became of it. */
  public static Map<String, Object> item(RedriveItem item, ItemOutcome outcome) {
    return new Members()
        .put("messageId", item.getMessageId())
        .text("group", item.getGroup())
        .time("deadAt", item.getDeadAt())
        .put("state", outcome.state())
        .time("at", outcome.at())
        .text("detail", outcome.detail())
        .toMap();
  }

  /** What is noted about dead letters. */
  public static Map<String, Object> of(DeadLetterNote note) {
    return new Members()
        .put("text", note.getNote())
        .text("actor", note.getActor())
        .time("at", note.getAt())
        .toMap();
  }
}
