package io.surety.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.surety.lifecycle.Message;
import io.surety.lifecycle.Reason;
import io.surety.lifecycle.Status;
import io.surety.topology.signals.Body;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A message, as it stood when it was asked for. Immutable. */
public final class TestedMessage {
  private final Message message;
  private final Optional<Body> body;

  TestedMessage(Message message, Optional<Body> body) {
    this.message = message;
    this.body = body;
  }

  /** The message id. */
  public String id() {
    return message.id();
  }

  /** Where it stands. */
  public Status status() {
    return message.status();
  }

  /** Why it was given up as a whole; {@link Reason#NONE} if it was not. */
  public Reason reason() {
    return message.reason();
  }

  /** Who published it; empty before its prepare has come. */
  public String producer() {
    return message.content().producer();
  }

  /** Where it goes; empty before its prepare has come. */
  public String destination() {
    return message.content().destination();
  }

  /** Its business key. */
  public Optional<String> key() {
    return given(message.content().businessKey());
  }

  /** Its tag. */
  public Optional<String> tag() {
    return given(message.content().tag());
  }

  /** The application's bytes, a copy; none before its prepare has come. */
  public byte[] payload() {
    return body.map(Body::payload).orElseGet(() -> new byte[0]);
  }

  /** The payload as UTF-8 text. */
  public String payloadText() {
    return new String(payload(), UTF_8);
  }

  /** The groups it is for, fixed at the decision, with how far they are. */
  public List<GroupState> groups() {
    return message.deliveries().stream().map(GroupState::of).toList();
  }

  /** How far a group is, if the message is for it. */
  public Optional<GroupState> group(String name) {
    return groups().stream().filter(state -> state.group().equals(name)).findFirst();
  }

  /** When something happens if nothing is heard; empty if nothing does. */
  public Optional<Instant> nextDue() {
    long due = message.isFinished() ? Message.NEVER : message.nextDue();
    return due == Message.NEVER ? Optional.empty() : Optional.of(Instant.ofEpochMilli(due));
  }

  /** Id, status, and how far each group is; never the payload. */
  @Override
  public String toString() {
    String reason = reason() == Reason.NONE ? "" : " because of " + reason();
    String groups = groups().stream().map(GroupState::toString).collect(Collectors.joining(", "));
    String next = nextDue().map(due -> "; next due " + due).orElse("");
    return "'" + id() + "' is " + status() + reason + " [" + groups + "]" + next;
  }

  private static Optional<String> given(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
