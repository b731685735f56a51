@NullMarked
package io.surety.topology;

import org.jspecify.annotations.NullMarked;
