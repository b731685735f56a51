/**
 * Commands of {@code surety} for people and scripts: over REST ({@link io.surety.cli.message},
 * {@link io.surety.cli.list}, {@link io.surety.cli.redrive}, {@link io.surety.cli.server}), and
 * about the Kafka cluster ({@link io.surety.cli.kafka}). What they have in common is {@link
 * io.surety.cli.CliCommand}; docs/cli.md tells how they are used.
 */
@NullMarked
package io.surety.cli;

import org.jspecify.annotations.NullMarked;
