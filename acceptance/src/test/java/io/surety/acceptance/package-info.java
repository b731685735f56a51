/**
 * Tests of the whole on a real broker: coordinators in processes of their own, plain producers and
 * consumers, and faults.
 *
 * <p>Start at {@link io.surety.acceptance.harness.World}, in which each test lives; what is
 * promised is in {@link io.surety.acceptance.guarantee}.
 */
@NullMarked
package io.surety.acceptance;

import org.jspecify.annotations.NullMarked;
