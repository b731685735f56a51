/** The converters that are built in. Not API. */
@NullMarked
package io.surety.spring.convert;

import org.jspecify.annotations.NullMarked;
