package io.surety.topology.state;

import io.surety.lifecycle.Message;
import io.surety.lifecycle.Status;
import io.surety.schemas.Codec;
import io.surety.schemas.RecordType;
import io.surety.schemas.SchemaHistory;
import io.surety.topology.rows.MessageRow;
import io.surety.topology.rows.SettledRow;
import java.util.List;

/**
 * Messages as bytes and back. A row is in Avro single-object encoding, so it carries the
 * fingerprint of the schema that wrote it, and every schema of the bundled history can be read.
 *
 * <p>Thread-safe.
 */
public final class MessageRows {
  private static final SchemaHistory HISTORY =
      new SchemaHistory(
          MessageRows.class, "/io/surety/topology/history", List.of("v1", "v2", "v3"));
  private static final RecordType<MessageRow> LIVE = HISTORY.recordType(MessageRow::new);
  private static final RecordType<SettledRow> SETTLED = HISTORY.recordType(SettledRow::new);
  private static final Codec CODEC = Codec.of(List.of(LIVE, SETTLED));

  private MessageRows() {}

  /** The version of the rows that are written. */
  public static int version() {
    return HISTORY.versions().size();
  }

  /** The row of a live message. */
  public static byte[] encode(Message message) {
    return CODEC.encode(MessageToRow.row(message));
  }

  /**
   * The row of a live message in at most {@code bytesMax} bytes: history and error texts give way,
   * nothing that decides.
   *
   * @throws IllegalStateException if it does not fit all the same
   */
  public static byte[] encode(Message message, int bytesMax) {
    byte[] row = encode(message);
    return row.length <= bytesMax ? row : Shortened.encode(message, bytesMax);
  }

  /**
   * The message of a row.
   *
   * @throws IllegalStateException if the bytes are not a row
   */
  public static Message decode(byte[] row) {
    return CODEC
        .decode(MessageRow.class, row)
        .fold(
            RowToMessage::message,
            malformed -> {
              throw new IllegalStateException(
                  "row of a message cannot be read: "
                      + malformed.reason()
                      + ", "
                      + malformed.detail());
            });
  }

  /**
   * The row of a finished message. Of most only the outcome is kept; a dead letter that was closed
   * is kept as it was, since whoever comes later asks who closed it.
   */
  static byte[] encodeSettled(Message message, int bytesMax) {
    return message.status() == Status.DEAD_LETTERED
        ? encode(message, bytesMax)
        : CODEC.encode(SettledRows.row(message));
  }

  /** The inverse; where only the outcome is kept, the id is not. */
  static Message decodeSettled(byte[] row) {
    return CODEC
        .decode(SettledRow.class, row)
        .value()
        .map(SettledRows::message)
        .orElseGet(() -> decode(row));
  }
}
