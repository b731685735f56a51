/** A real PostgreSQL for trying out and for tests. */
@NullMarked
package io.surety.connectors.postgres;

import org.jspecify.annotations.NullMarked;
