@NullMarked
package io.surety.schemas;

import org.jspecify.annotations.NullMarked;
