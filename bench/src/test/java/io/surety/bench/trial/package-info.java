@NullMarked
package io.surety.bench.trial;

import org.jspecify.annotations.NullMarked;
