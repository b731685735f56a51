/**
 * Producers and consumer groups that are asked over HTTP. {@link
 * io.surety.rest.callback.CallbackDispatcher} reads the questions, {@link
 * io.surety.rest.callback.CallbackWork} asks one and writes down the answer, {@link
 * io.surety.rest.callback.CallbackGuard} decides whom the server may call at all.
 *
 * <p>A registration can name any URL, and an answer can be anything: both are taken as hostile.
 */
@NullMarked
package io.surety.rest.callback;

import org.jspecify.annotations.NullMarked;
