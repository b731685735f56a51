/**
 * About the Kafka cluster and this machine: {@link io.surety.cli.kafka.DoctorCommand} says what
 * would stop a server, {@link io.surety.cli.kafka.TopicsCommand} makes topics or says how.
 */
@NullMarked
package io.surety.cli.kafka;

import org.jspecify.annotations.NullMarked;
