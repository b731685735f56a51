package io.surety.cli.print;

/** In which shape data is written. */
public enum Format {
  /** For people. */
  TABLE,
  /** One JSON document. */
  JSON,
  /** One JSON object a line. */
  JSONL,
  /** Nothing but ids, one a line. */
  ID
}
