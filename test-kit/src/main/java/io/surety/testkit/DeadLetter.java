package io.surety.testkit;

import io.surety.lifecycle.Reason;
import java.time.Instant;
import java.util.Optional;

/**
 * What was given up.
 *
 * @param messageId the message
 * @param group for whom; empty for the message as a whole
 * @param reason why
 * @param attempts attempts made
 * @param errorType class of the last error; empty where there was none
 * @param errorMessage what it said
 * @param at when, by the kit's clock
 */
public record DeadLetter(
    String messageId,
    Optional<String> group,
    Reason reason,
    int attempts,
    String errorType,
    String errorMessage,
    Instant at) {}
