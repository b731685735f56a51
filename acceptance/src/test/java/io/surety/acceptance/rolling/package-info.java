/**
 * Servers as processes that are replaced one by one under load. Start at {@link
 * io.surety.acceptance.rolling.RollingUpdateTest}.
 */
@NullMarked
package io.surety.acceptance.rolling;

import org.jspecify.annotations.NullMarked;
