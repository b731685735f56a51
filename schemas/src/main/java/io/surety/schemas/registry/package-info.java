/**
 * A thin client of registries that speak the Confluent REST API, over the JDK's HTTP client.
 *
 * <p>Start at {@link io.surety.schemas.registry.SchemaRegistry}.
 */
@NullMarked
package io.surety.schemas.registry;

import org.jspecify.annotations.NullMarked;
