/**
 * What an application keeps in its own database, so that a message and the application's changes
 * happen together: outbox, barrier and inbox.
 *
 * <p>Needs nothing but JDBC: a {@link javax.sql.DataSource} of the application. The tables are in
 * {@link io.surety.client.jdbc.LocalTables}; their SQL is shipped as files, one a dialect, beside
 * this package.
 */
@NullMarked
package io.surety.client.jdbc;

import org.jspecify.annotations.NullMarked;
