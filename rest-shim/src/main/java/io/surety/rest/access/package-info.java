/**
 * Who may do what. Start with {@link io.surety.rest.access.Access}, which every route names, and
 * {@link io.surety.rest.access.Caller}, who is asking.
 */
@NullMarked
package io.surety.rest.access;

import org.jspecify.annotations.NullMarked;
