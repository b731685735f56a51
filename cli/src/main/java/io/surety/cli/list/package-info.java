/** Many messages: lists, dead letters by their cause, what nobody has decided about. */
@NullMarked
package io.surety.cli.list;

import org.jspecify.annotations.NullMarked;
