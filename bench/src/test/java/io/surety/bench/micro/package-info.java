/**
 * What single steps cost, by JMH: the codec and the rules. They are among the tests because JMH's
 * licence (GPL 2 with the class path exception) is not one to distribute Surety under. Start at
 * {@link io.surety.bench.micro.Micro}.
 */
@NullMarked
package io.surety.bench.micro;

import org.jspecify.annotations.NullMarked;
