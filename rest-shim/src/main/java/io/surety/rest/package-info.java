@NullMarked
package io.surety.rest;

import org.jspecify.annotations.NullMarked;
