/**
 * RocketMQ's transactional messages. Its libraries are kept away from everything else: its servers
 * are processes of their own, and its client has a class loader of its own ({@link
 * io.surety.bench.lab.Libraries}), which loads the package {@code load}, too.
 */
@NullMarked
package io.surety.bench.rocketmq;

import org.jspecify.annotations.NullMarked;
