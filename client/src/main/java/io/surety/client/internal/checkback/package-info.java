/** Answers check-backs. Not API. */
@NullMarked
package io.surety.client.internal.checkback;

import org.jspecify.annotations.NullMarked;
