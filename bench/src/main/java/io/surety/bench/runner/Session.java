package io.surety.bench.runner;

import io.surety.bench.lab.Usage;
import java.time.Duration;
import java.util.List;

/**
 * Something that runs and takes messages, from {@link Runner#start} to {@link #close}.
 *
 * <p>What is to be told to the ledger, for the n-th message, when it happens and by any thread:
 *
 * <pre>
 * prepared(n)                     its prepare is acknowledged: it survives the death of the producer
 * deciding(n), decided(n)         just before the confirm (or roll-back) is sent; when it is acknowledged.
 *                                 Not for Fate.LOST_CONFIRM, where the producer says nothing until asked
 * delivered(n, group, attempt)    a consumer of the group has it, and it is committed. Told for what must
 *                                 not be, too: duplicates and rolled-back messages
 * reported(n, group)              the group has consumed it, and the acknowledgement of that is acknowledged
 * completed(n)                    all groups have, and that is on record; or its roll-back is carried out
 * timerFired(ms)                  a redelivery or a check-back came so long after its time
 * fail(why)                       anything that must not happen, such as a send that failed
 * </pre>
 *
 * <p>{@link io.surety.bench.load.Workload#fate} says what the producer does with the n-th message,
 * {@link io.surety.bench.load.Workload#failsFirst} whether a group fails to consume it the first
 * time: then it is reported as failed, comes again with attempt 2, and is consumed.
 */
public interface Session extends AutoCloseable {
  /**
   * Begins the n-th message: sends its prepare, and sees to it that all the rest happens in other
   * threads. One thread calls it. It may wait where the client makes it wait (a full buffer, a
   * synchronous client without a free thread): that time counts. Never waits for the message's end.
   */
  void begin(long n);

  /** Its processes, the broker of the lab and the load aside. */
  List<Usage> usages();

  /**
   * Returns when everything that had been delivered when it was called is told to the ledger, so
   * that duplicates that come last are counted.
   *
   * @return false if that took longer
   */
  boolean awaitRead(Duration patience);

  /** Ends its processes and clients and deletes its topics. Never throws. */
  @Override
  void close();
}
