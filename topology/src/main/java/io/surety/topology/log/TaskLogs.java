package io.surety.topology.log;

/** Gives every task its view of the log. */
@FunctionalInterface
public interface TaskLogs {

  /** The view of the task of this partition, which starts now, on the calling thread. */
  TaskLog open(int partition);
}
