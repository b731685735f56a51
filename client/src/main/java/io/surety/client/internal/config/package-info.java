/**
 * The keys of the client's configuration, and how they become those of Kafka's clients. Not API.
 */
@NullMarked
package io.surety.client.internal.config;

import org.jspecify.annotations.NullMarked;
