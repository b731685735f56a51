/** Tests of the coordinator's core; start with {@link io.surety.topology.CoordinatorHarness}. */
package io.surety.topology;
