/** Dead letters sent again: one by one, or as jobs. */
@NullMarked
package io.surety.cli.redrive;

import org.jspecify.annotations.NullMarked;
