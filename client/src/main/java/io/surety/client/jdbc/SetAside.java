package io.surety.client.jdbc;

import java.time.Instant;
import java.util.Optional;

/**
 * A message that an outbox cannot send, whatever it does: the messages of the same business key
 * that were published after it wait for somebody to decide.
 *
 * @param messageId its id, for {@link JdbcOutbox#retry} and {@link JdbcOutbox#discard}
 * @param destination where it should go
 * @param businessKey whose later messages wait for it; empty when none do
 * @param publishedAt when it was published
 * @param error why it cannot be sent
 */
public record SetAside(
    String messageId,
    String destination,
    Optional<String> businessKey,
    Instant publishedAt,
    String error) {}
