/** Writes registrations of producers, destinations and subscriptions. Not API. */
@NullMarked
package io.surety.client.internal.registry;

import org.jspecify.annotations.NullMarked;
