/**
 * What tests of the rules share: policies to choose from, signals in few words, a stored message.
 */
@NullMarked
package io.surety.lifecycle.testing;

import org.jspecify.annotations.NullMarked;
