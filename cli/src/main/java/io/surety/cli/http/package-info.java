/**
 * Calls a server over REST. {@link io.surety.cli.http.ServerOptions} says which one and as whom,
 * {@link io.surety.cli.http.Api} calls it.
 */
@NullMarked
package io.surety.cli.http;

import org.jspecify.annotations.NullMarked;
