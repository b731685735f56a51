/**
 * Checks what is shipped, and packs it: {@link io.surety.packaging.Main} is called by the build of
 * {@code distribution}. The bill of materials says what there is; start at {@link
 * io.surety.packaging.Sbom}.
 */
@NullMarked
package io.surety.packaging;

import org.jspecify.annotations.NullMarked;
