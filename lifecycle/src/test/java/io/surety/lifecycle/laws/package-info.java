/**
 * Laws: what must hold of every step the rules take, whatever came before. Each is a small class
 * with a name that says it, written from the promise and not from the rules. {@link
 * io.surety.lifecycle.laws.Laws} has them all; tests of other modules may check their own steps.
 */
@NullMarked
package io.surety.lifecycle.laws;

import org.jspecify.annotations.NullMarked;
