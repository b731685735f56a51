/**
 * The server: a coordinator and its REST interface in one JVM ({@link
 * io.surety.rest.SuretyServer}), and the program that runs it ({@link io.surety.rest.Main}).
 *
 * <p>{@code http} has the routes, {@code json} what goes in and out, {@code problem} what goes
 * wrong, and {@code signal} the one way in which REST changes anything.
 */
@NullMarked
package io.surety.rest;

import org.jspecify.annotations.NullMarked;
