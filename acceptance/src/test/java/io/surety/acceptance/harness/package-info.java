/** What the tests are made of. Start at {@link io.surety.acceptance.harness.World}. */
@NullMarked
package io.surety.acceptance.harness;

import org.jspecify.annotations.NullMarked;
