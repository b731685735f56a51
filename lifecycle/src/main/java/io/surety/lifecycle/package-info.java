@NullMarked
package io.surety.lifecycle;

import org.jspecify.annotations.NullMarked;
