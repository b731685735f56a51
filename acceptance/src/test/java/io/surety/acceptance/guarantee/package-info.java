/** What Surety promises, each promise a class that looks for evidence against it. */
@NullMarked
package io.surety.acceptance.guarantee;

import org.jspecify.annotations.NullMarked;
