/**
 * A small world around the rules: logs that are read in any order, producers that fall silent,
 * groups that fail, a coordinator that crashes and goes on from its last commit, destinations that
 * are away. {@link io.surety.lifecycle.simulation.Promise} watches it: a model of what was promised
 * that knows only what was said and what left, and nothing of the rules.
 *
 * <p>A run is a list of moves made from a seed, so that a run that fails can be shrunk: {@link
 * io.surety.lifecycle.simulation.Shrinker}.
 */
@NullMarked
package io.surety.lifecycle.simulation;

import org.jspecify.annotations.NullMarked;
