package io.surety.topology;

import java.util.List;
import java.util.Optional;

/**
 * Some of the live messages of an instance.
 *
 * @param messages in the order of partition and id
 * @param next where to go on; empty at the end
 * @param isIncomplete true if other instances own messages that are not shown, or some could not be
 *     read now
 */
public record MessagePage(List<MessageView> messages, Optional<String> next, boolean isIncomplete) {
  public MessagePage {
    messages = List.copyOf(messages);
  }
}
