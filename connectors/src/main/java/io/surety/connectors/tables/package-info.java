/** The tables of the archive: {@code archive.sql} among the resources, and who runs it. */
@NullMarked
package io.surety.connectors.tables;

import org.jspecify.annotations.NullMarked;
