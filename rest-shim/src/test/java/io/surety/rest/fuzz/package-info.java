/**
 * Requests that nobody would send: those of the OpenAPI file, changed at random. Start with {@link
 * io.surety.rest.fuzz.Mutations}.
 */
package io.surety.rest.fuzz;
