/**
 * How data and progress are shown: {@link io.surety.cli.print.Output} for data on stdout, {@link
 * io.surety.cli.print.Progress} for people on stderr.
 */
@NullMarked
package io.surety.cli.print;

import org.jspecify.annotations.NullMarked;
