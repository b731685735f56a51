/** What the reader sees. Start at {@link io.surety.quickstart.screen.Console}. */
@NullMarked
package io.surety.quickstart.screen;

import org.jspecify.annotations.NullMarked;
