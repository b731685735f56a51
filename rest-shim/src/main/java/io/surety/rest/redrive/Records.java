package io.surety.rest.redrive;

import org.apache.avro.specific.SpecificRecord;

/** The records of the topic {@code operations}, as they are written. Thread-safe. */
interface Records {
  /**
   * Writes, and returns when it is safe.
   *
   * @throws io.surety.rest.problem.ProblemException if it is not known whether it was written
   */
  void write(String key, SpecificRecord record);

  /**
   * Writes, and returns when this instance has read it.
   *
   * @throws io.surety.rest.problem.ProblemException if it is not known whether it was written, or
   *     if it has not been read in time
   */
  void writeAndRead(String key, SpecificRecord record);

  /**
   * Removes what is there, and returns when this instance has read that.
   *
   * @throws io.surety.rest.problem.ProblemException as above
   */
  void remove(String key);

  /**
   * Returns when everything that is in the topic now has been read.
   *
   * @throws io.surety.rest.problem.ProblemException if it has not in time
   */
  void catchUp();
}
