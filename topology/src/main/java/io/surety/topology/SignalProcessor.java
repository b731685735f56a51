package io.surety.topology;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** The processor of all four signal topics: what Kafka Streams sees of a {@link SignalTask}. */
final class SignalProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  private final CoordinatorParts parts;
  private @Nullable SignalTask task;

  SignalProcessor(CoordinatorParts parts) {
    this.parts = parts;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    task = SignalTask.start(context, parts);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    if (task == null) {
      throw new IllegalStateException("a record came before the task was started");
    }
    task.process(record);
  }

  @Override
  public void close() {
    if (task != null) {
      task.close();
      task = null;
    }
  }
}
