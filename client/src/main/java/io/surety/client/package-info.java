/**
 * The Java client of Surety: publish messages reliably, settle them, consume them.
 *
 * <p>Start at {@link io.surety.client.Surety}. A producer uses a {@link
 * io.surety.client.Publisher}, a consumer a {@link io.surety.client.ConsumerBuilder}. The {@code
 * internal} packages are not API and change without notice.
 */
@NullMarked
package io.surety.client;

import org.jspecify.annotations.NullMarked;
