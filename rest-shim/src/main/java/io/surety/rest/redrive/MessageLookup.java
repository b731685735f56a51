package io.surety.rest.redrive;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Finds messages, wherever they are. Thread-safe. */
public interface MessageLookup {
  /**
   * What is known of a message.
   *
   * @param isKnown false if nothing is remembered of it, for sure
   * @param json as REST shows it; empty if nobody can tell now, or if it is not known
   */
  record Looked(boolean isKnown, Optional<JsonNode> json) {
    /** Nobody can tell now. */
    public static final Looked LATER = new Looked(true, Optional.empty());

    /** Nothing is remembered of it. */
    public static final Looked UNKNOWN = new Looked(false, Optional.empty());

    /** It is like this. */
    public static Looked at(JsonNode json) {
      return new Looked(true, Optional.of(json));
    }
  }

  /** The message as its owner has it, never from a copy. */
  Looked find(String messageId);

  /**
   * The same, after its owner has processed everything that is in the log when it is asked; nobody
   * can tell before.
   */
  Looked findAfterAll(String messageId);
}
