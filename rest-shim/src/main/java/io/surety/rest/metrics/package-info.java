/**
 * What Prometheus is told. {@link io.surety.rest.metrics.Metric} is the catalogue: every metric
 * there is, and none that is not in it.
 */
@NullMarked
package io.surety.rest.metrics;

import org.jspecify.annotations.NullMarked;
