/** One message: handed over, decided, looked at. */
@NullMarked
package io.surety.cli.message;

import org.jspecify.annotations.NullMarked;
