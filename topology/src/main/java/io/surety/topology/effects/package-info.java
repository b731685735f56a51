/**
 * What a transition does to the world. {@link io.surety.topology.effects.EffectApplier} makes all
 * records of a transition before any of them is written, so that a defect leaves no half of it.
 */
@NullMarked
package io.surety.topology.effects;

import org.jspecify.annotations.NullMarked;
