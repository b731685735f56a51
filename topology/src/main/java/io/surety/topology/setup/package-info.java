/**
 * What must be there before the coordinator runs: brokers, topics, rights. {@link
 * io.surety.topology.setup.TopicPlan} says which topics and how they must be; {@link
 * io.surety.topology.setup.TopicSetup} makes them, or says what is wrong.
 */
@NullMarked
package io.surety.topology.setup;

import org.jspecify.annotations.NullMarked;
