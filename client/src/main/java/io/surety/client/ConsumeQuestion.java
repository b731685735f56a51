package io.surety.client;

import java.time.Instant;
import java.util.Optional;

/**
 * The coordinator asks whether a group has consumed a message, before it delivers it again.
 *
 * @param messageId the message
 * @param group who is asked
 * @param destination where it was delivered
 * @param businessKey its key, if it has one
 * @param attempt the delivery attempt that was not answered
 * @param askedAt when this was asked, by the coordinator's clock
 */
public record ConsumeQuestion(
    String messageId,
    String group,
    String destination,
    Optional<String> businessKey,
    int attempt,
    Instant askedAt) {}
