/** How the whole is: counts, consumer groups, servers, and who did what. */
@NullMarked
package io.surety.cli.server;

import org.jspecify.annotations.NullMarked;
