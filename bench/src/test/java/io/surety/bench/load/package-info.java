@NullMarked
package io.surety.bench.load;

import org.jspecify.annotations.NullMarked;
