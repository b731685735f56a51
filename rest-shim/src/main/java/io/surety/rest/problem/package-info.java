/**
 * What REST answers when it cannot do what was asked: problem details after RFC 9457. Start with
 * {@link io.surety.rest.problem.Problem}.
 */
@NullMarked
package io.surety.rest.problem;

import org.jspecify.annotations.NullMarked;
