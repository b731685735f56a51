/** A broker, a database and a worker for the tests of this module. */
@org.jspecify.annotations.NullMarked
package io.surety.connectors.support;
