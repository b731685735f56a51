package io.surety.bench.micro;

import io.surety.lifecycle.Content;
import io.surety.lifecycle.Decision;
import io.surety.lifecycle.Failure;
import io.surety.lifecycle.Lifecycle;
import io.surety.lifecycle.Limits;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Policies;
import io.surety.lifecycle.ProducerPolicy;
import io.surety.lifecycle.Signal;
import io.surety.lifecycle.Subscription;
import io.surety.lifecycle.Transition;
import io.surety.topology.state.MessageRows;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The rules on the way that most messages take, step by step, and the row that is stored. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RulesBenchmark {
  private static final long NOW = 1_700_000_000_000L;
  private static final String GROUP = "billing";
  private static final Policies POLICIES =
      new Policies() {
        private final List<Subscription> subscriptions = List.of(Subscription.of(GROUP, "orders"));

        @Override
        public ProducerPolicy producer(String name) {
          return ProducerPolicy.DEFAULT;
        }

        @Override
        public boolean isDestination(String topic) {
          return true;
        }

        @Override
        public OnNoSubscriber onNoSubscriber(String destination) {
          return OnNoSubscriber.DEAD_LETTER;
        }

        @Override
        public List<Subscription> subscriptions(String destination) {
          return subscriptions;
        }
      };

  private final Lifecycle lifecycle = new Lifecycle(POLICIES, Limits.DEFAULT);
  private final Signal prepare =
      new Signal.Prepare(
          new Content(
              "shop",
              "orders",
              "",
              "customer-0000007",
              io.surety.lifecycle.Mode.PREPARE,
              7,
              NOW,
              0,
              Message.NEVER,
              0));
  private final Signal confirm =
      Signal.Decide.of(Signal.Decide.Kind.CONFIRM, Decision.Source.PRODUCER);
  private final Signal receive = new Signal.Receive(GROUP, "billing-1", 1);
  private final Signal consume =
      new Signal.Consume(GROUP, Signal.Consume.Outcome.CONSUMED, 1, Failure.NONE, -1);

  private final Message absent = Message.absent("01980f3a-5b7c-7d2e-9a41-0c6b5d3e2f10");
  private final Message prepared = lifecycle.on(absent, prepare, NOW).next();
  private final Message dispatched = lifecycle.on(prepared, confirm, NOW + 1).next();
  private final Message received = lifecycle.on(dispatched, receive, NOW + 2).next();
  private final byte[] row = MessageRows.encode(received);

  @Benchmark
  public Transition prepare() {
    return lifecycle.on(absent, prepare, NOW);
  }

  @Benchmark
  public Transition confirm() {
    return lifecycle.on(prepared, confirm, NOW + 1);
  }

  @Benchmark
  public Transition receive() {
    return lifecycle.on(dispatched, receive, NOW + 2);
  }

  @Benchmark
  public Transition consume() {
    return lifecycle.on(received, consume, NOW + 3);
  }

  @Benchmark
  public byte[] encodeRow() {
    return MessageRows.encode(received);
  }

  @Benchmark
  public Message decodeRow() {
    return MessageRows.decode(row);
  }
}
