@NullMarked
package io.surety.quickstart;

import org.jspecify.annotations.NullMarked;
