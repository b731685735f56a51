package io.surety.rest;

import java.util.concurrent.Callable;

/**
 * A subcommand of {@code surety}: a class with picocli's {@code @Command}, named in {@code
 * META-INF/services/io.surety.rest.SuretyCommand} of its module. It returns the exit code; see
 * {@link CommandFailures} for what becomes of exceptions.
 */
public interface SuretyCommand extends Callable<Integer> {}
