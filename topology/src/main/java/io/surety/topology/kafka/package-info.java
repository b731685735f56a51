/**
 * What Kafka's own clients and Kafka Streams measure, reduced to what an operator needs of it.
 * {@link io.surety.topology.kafka.KafkaReading} is the list.
 */
@NullMarked
package io.surety.topology.kafka;

import org.jspecify.annotations.NullMarked;
