/** What is registered: where messages may go, and which groups get them. */
@NullMarked
package io.surety.cli.registry;

import org.jspecify.annotations.NullMarked;
