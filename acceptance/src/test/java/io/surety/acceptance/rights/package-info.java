/**
 * The rights that {@link io.surety.topology.setup.AclPlan} names are enough, and each of them is
 * needed. Start at {@link io.surety.acceptance.rights.AclProofTest}.
 */
@NullMarked
package io.surety.acceptance.rights;

import org.jspecify.annotations.NullMarked;
