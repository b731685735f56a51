/** What the parts of the client share. Not API. */
@NullMarked
package io.surety.client.internal;

import org.jspecify.annotations.NullMarked;
