/**
 * What a task remembers: rows, their bytes, and the stores they are in. {@link
 * io.surety.topology.state.MessageRows} is the one home of the bytes.
 */
@NullMarked
package io.surety.topology.state;

import org.jspecify.annotations.NullMarked;
