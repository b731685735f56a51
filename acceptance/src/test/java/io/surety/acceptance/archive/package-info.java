/** The archive as a whole: coordinator, Connect worker, database. */
@org.jspecify.annotations.NullMarked
package io.surety.acceptance.archive;
