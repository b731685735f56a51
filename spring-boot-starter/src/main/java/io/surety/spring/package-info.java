/**
 * Surety in Spring Boot: {@link io.surety.spring.ReliableSend} on a method that returns what is to
 * be published, {@link io.surety.spring.ReliableListener} on a method that consumes. Works with
 * Spring Boot 3.5 and 4.
 */
@NullMarked
package io.surety.spring;

import org.jspecify.annotations.NullMarked;
