package io.surety.rest.callback;

/**
 * Where somebody wants to be asked.
 *
 * @param url as registered
 * @param secret the name of the secret that signs
 */
record CallbackTarget(String url, String secret) {}
