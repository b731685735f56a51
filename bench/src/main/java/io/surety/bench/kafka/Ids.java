package io.surety.bench.kafka;

/** Ids of the messages of a session: its name, and the number. */
public record Ids(String session) {
  /** The id of the n-th message. */
  public String of(long n) {
    return session + "-" + n;
  }

  /** Whether it is one of this session's. */
  public boolean isMine(String id) {
    return id.startsWith(session) && id.lastIndexOf('-') == session.length();
  }

  /** The number in an id of this session. */
  public long number(String id) {
    return Long.parseLong(id, session.length() + 1, id.length(), 10);
  }
}
