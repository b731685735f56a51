/**
 * Broker, coordinator, REST and a story in one command: {@code surety quickstart}.
 *
 * <p>Start at {@link io.surety.quickstart.QuickstartCommand}. What the reader sees is written by
 * {@code screen}; the scenes and the check of how they ended are in {@code story}.
 */
@NullMarked
package io.surety.quickstart;

import org.jspecify.annotations.NullMarked;
