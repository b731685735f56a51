/**
 * Who did what, when and why. {@link io.surety.rest.audit.AuditLog} writes it down, {@link
 * io.surety.rest.audit.AuditTrail} reads it again.
 */
@NullMarked
package io.surety.rest.audit;

import org.jspecify.annotations.NullMarked;
