/**
 * Configuration: keys, where their values come from, and what the code gets instead of a map. Start
 * with {@link io.surety.topology.config.CoordinatorConfig}.
 *
 * <p>A module with keys of its own makes a {@link io.surety.topology.config.ConfigGroup}, and reads
 * them from the same {@link io.surety.topology.config.Settings}.
 */
@NullMarked
package io.surety.topology.config;

import org.jspecify.annotations.NullMarked;
