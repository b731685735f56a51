package io.surety.bench.runner;

import io.surety.bench.lab.Lab;
import io.surety.bench.load.Ledger;
import io.surety.bench.load.Workload;
import java.util.List;
import java.util.Optional;

/**
 * One way for messages to get from a producer's transaction to consumer groups: Surety, what it
 * stands on, or one of its peers. All get the same load from the same generator and the same books
 * ({@link Ledger}) are kept of all, so a comparison is one of what lies between.
 *
 * <h2>What a runner must do</h2>
 *
 * <ul>
 *   <li>Be found: a public class with a public constructor without parameters, named in {@code
 *       META-INF/services/io.surety.bench.runner.Runner}. Its {@link #name} is what the user gives
 *       to {@code --runner}.
 *   <li>Run what is measured in processes of their own, started by {@link
 *       io.surety.bench.lab.Program}: their processor time and memory are then told apart from the
 *       load's. What it can use of {@link io.surety.bench.lab.LabSettings} (the JDK, the JVM
 *       options) it uses.
 *   <li>Be fair: durable as Surety is on the same machine (acks=all, one broker, no fsync per
 *       message), or say in {@link #doesNot} how it is not; the settings that its documentation
 *       advises for throughput; as many messages open as the workload allows, if its client can.
 *   <li>Say in {@link #doesNot} what Surety does and it does not. A figure without that is a lie.
 *   <li>Leave nothing behind: {@link Session#close} deletes its topics and ends its processes,
 *       whatever happened before.
 * </ul>
 */
public interface Runner {
  /** One lower-case word. */
  String name();

  /** One line: what it is, with its version. */
  String what();

  /**
   * What it does not do that Surety does, a sentence each; empty for Surety itself. Printed below
   * the figures.
   */
  List<String> doesNot();

  /**
   * Whether {@link Ledger#completed} is called for every message that ends. If not, a message
   * counts as completed when all groups have reported.
   */
  boolean tellsCompletion();

  /**
   * Why it cannot do what this workload asks for, such as check-backs: then nothing is measured.
   * The reason ends with what to leave out.
   */
  Optional<String> refuses(Workload workload);

  /**
   * Starts everything and returns when a message that begins now would go all the way.
   *
   * @param ledger is told of everything that happens to messages, by threads of the session
   * @throws io.surety.bench.lab.LabException if something it needs cannot be had
   */
  Session start(Lab lab, Workload workload, Ledger ledger);
}
