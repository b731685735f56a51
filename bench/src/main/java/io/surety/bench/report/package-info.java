/** What runs came to, for people and for programs. */
@NullMarked
package io.surety.bench.report;

import org.jspecify.annotations.NullMarked;
