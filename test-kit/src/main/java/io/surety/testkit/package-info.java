/**
 * A coordinator in memory for the unit tests of applications. Start at {@link
 * io.surety.testkit.SuretyTestKit}.
 *
 * <p>The application's code gets the client's own {@code Surety}, over memory instead of Kafka; the
 * coordinator's rules are the real ones; time is what the test says it is.
 */
@NullMarked
package io.surety.testkit;

import org.jspecify.annotations.NullMarked;
