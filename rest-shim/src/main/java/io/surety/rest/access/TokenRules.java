package io.surety.rest.access;

/**
 * Which JSON web tokens count.
 *
 * @param keys where the public keys of the issuer are: a URL, or the path of a file
 * @param issuer what {@code iss} must be
 * @param audience what {@code aud} must have
 * @param roleClaim name of the claim with the role or roles
 */
public record TokenRules(String keys, String issuer, String audience, String roleClaim) {}
