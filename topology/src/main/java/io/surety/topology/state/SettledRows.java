package io.surety.topology.state;

import io.surety.lifecycle.Content;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Mode;
import io.surety.lifecycle.Reason;
import io.surety.lifecycle.Status;
import io.surety.topology.rows.RowMode;
import io.surety.topology.rows.RowReason;
import io.surety.topology.rows.RowStatus;
import io.surety.topology.rows.SettledRow;

/** Turns the outcome of a message into its row, and back but for the id, which is the key. */
final class SettledRows {
  private SettledRows() {}

  static SettledRow row(Message finished) {
    Content content = finished.content();
    return new SettledRow(
        RowStatus.valueOf(finished.status().name()),
        finished.revision(),
        content.digest(),
        RowMode.valueOf(content.mode().name()),
        content.isPresent(),
        RowReason.valueOf(finished.reason().name()),
        finished.settledAt());
  }

  static Message message(SettledRow row) {
    Content content =
        row.getHasContent()
            ? Content.remembered(row.getDigest(), Mode.valueOf(row.getMode().name()))
            : Content.NONE;
    return Message.settled(
        "",
        Status.valueOf(row.getStatus().name()),
        row.getRevision(),
        content,
        Reason.valueOf(row.getReason().name()),
        row.getSettledAt());
  }
}
