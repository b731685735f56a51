package io.surety.rest.problem;

/**
 * What is wrong with one field of a request.
 *
 * @param pointer where it is, a JSON pointer (RFC 6901) into the body; {@code ?name} for a query
 *     parameter, {@code {name}} for a part of the path
 * @param value as sent, shortened; empty where it is missing or must not be shown
 * @param detail what is wrong with it
 * @param remedy what would be right
 */
public record FieldError(String pointer, String value, String detail, String remedy) {}
