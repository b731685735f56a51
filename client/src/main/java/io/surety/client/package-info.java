@NullMarked
package io.surety.client;

import org.jspecify.annotations.NullMarked;
