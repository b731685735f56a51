@NullMarked
package io.surety.bench.surety;

import org.jspecify.annotations.NullMarked;
