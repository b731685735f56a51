@NullMarked
package io.surety.bench.scale;

import org.jspecify.annotations.NullMarked;
