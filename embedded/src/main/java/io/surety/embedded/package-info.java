@NullMarked
package io.surety.embedded;

import org.jspecify.annotations.NullMarked;
