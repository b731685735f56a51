/** The SQL of outbox, barrier and inbox. Not API. */
@NullMarked
package io.surety.client.internal.jdbc;

import org.jspecify.annotations.NullMarked;
