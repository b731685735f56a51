/**
 * What is registered: producers, destinations, subscriptions. Start at {@link
 * io.surety.topology.registry.RegistryView}; records of the topic come in through {@link
 * io.surety.topology.registry.RegistryProcessor}.
 */
@NullMarked
package io.surety.topology.registry;

import org.jspecify.annotations.NullMarked;
