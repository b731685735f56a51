/**
 * Lists of messages over all instances: what to look for ({@link
 * io.surety.rest.read.MessageFilter}), what each instance found ({@link
 * io.surety.rest.read.Slice}), and a page of it all ({@link io.surety.rest.read.Page}).
 */
@NullMarked
package io.surety.rest.read;

import org.jspecify.annotations.NullMarked;
