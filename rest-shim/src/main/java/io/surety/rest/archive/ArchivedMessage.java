package io.surety.rest.archive;

import java.util.Optional;

/**
 * A row of the archive. What is not known is empty; times are epoch ms.
 *
 * @param deliveries as JSON, with the member names of REST
 * @param checkBacks as JSON
 * @param headers as JSON
 * @param finishedMicros epoch microseconds, for the order
 */
public record ArchivedMessage(
    String id,
    int revision,
    String status,
    Optional<String> producer,
    Optional<String> destination,
    Optional<String> tag,
    Optional<String> key,
    Optional<String> mode,
    Optional<Long> preparedAt,
    Optional<Long> decidedAt,
    long finishedAt,
    long finishedMicros,
    Optional<String> decision,
    Optional<String> decisionSource,
    Optional<String> actor,
    Optional<String> reason,
    Optional<String> note,
    int checkBackCount,
    int checkBackUnknowns,
    Optional<Long> deliverAt,
    Optional<Long> expiresAt,
    String headers,
    String deliveries,
    String checkBacks,
    Optional<String> omitted) {}
