/** What uses RocketMQ's client. Nothing refers to it by its classes. */
@NullMarked
package io.surety.bench.rocketmq.load;

import org.jspecify.annotations.NullMarked;
