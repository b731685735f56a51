/** Records for destinations: written at once, outside the transaction that keeps the state. */
@NullMarked
package io.surety.topology.dispatch;

import org.jspecify.annotations.NullMarked;
