/**
 * HTTP: routes, what is read from requests and written to responses, and the way to other
 * instances. Start with {@link io.surety.rest.http.Routes}. Nothing here decides about a message.
 */
@NullMarked
package io.surety.rest.http;

import org.jspecify.annotations.NullMarked;
