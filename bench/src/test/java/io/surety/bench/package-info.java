@NullMarked
package io.surety.bench;

import org.jspecify.annotations.NullMarked;
