/**
 * A look at speed and cost, for people; it is no test. Start at {@link
 * io.surety.acceptance.probe.DatabaseProbe}.
 */
@NullMarked
package io.surety.acceptance.probe;

import org.jspecify.annotations.NullMarked;
