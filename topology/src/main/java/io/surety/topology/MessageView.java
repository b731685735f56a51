package io.surety.topology;

import io.surety.lifecycle.Message;

/**
 * A message as one instance sees it. It is a view and not a promise: a crash may undo the last
 * moments, which are then done again.
 *
 * @param message what is remembered of it
 * @param isSettled true if it has finished, and only its outcome is remembered
 * @param asOf everything that was appended before this time is in it, epoch ms; what came later may
 *     be in it as well, so that the message may show later times than this; 0 if it is not known
 */
public record MessageView(Message message, boolean isSettled, long asOf) {}
