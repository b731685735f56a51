package io.surety.topology;

import java.util.List;
import java.util.Optional;

/**
 * What a scan found in one partition.
 *
 * @param asOf everything that was appended before this time is in it, epoch ms; 0 if that is not
 *     known
 * @param messages in the order of their ids
 * @param lookedUpTo the last id that was looked at; empty if none is left beyond it
 * @param unreadable rows that were passed over because they cannot be read
 */
public record MessageSlice(
    int partition,
    long asOf,
    List<MessageView> messages,
    Optional<String> lookedUpTo,
    int unreadable) {
  public MessageSlice {
    messages = List.copyOf(messages);
  }
}
