package io.surety.rest.audit;

import java.util.Optional;

/**
 * What somebody asks for.
 *
 * @param caller who it is, as the server knows
 * @param role as which
 * @param actor for whom, as the caller says
 * @param from the address that the request came from
 * @param method and what it was done to
 * @param path with the query
 * @param messageId which message, if it is one
 * @param reason as the caller says
 */
public record Deed(
    String caller,
    String role,
    Optional<String> actor,
    String from,
    String method,
    String path,
    Optional<String> messageId,
    Optional<String> reason) {}
