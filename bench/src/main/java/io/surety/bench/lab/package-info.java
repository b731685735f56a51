/**
 * Where measurements take place: a broker, and programs in processes of their own, with what they
 * use of the machine. Start at {@link io.surety.bench.lab.Lab}.
 */
@NullMarked
package io.surety.bench.lab;

import org.jspecify.annotations.NullMarked;
