package io.surety.rest.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.surety.lifecycle.Content;
import io.surety.lifecycle.Decision;
import io.surety.lifecycle.Delivery;
import io.surety.lifecycle.DeliveryStatus;
import io.surety.lifecycle.Failure;
import io.surety.lifecycle.Lifecycle;
import io.surety.lifecycle.Limits;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Mode;
import io.surety.lifecycle.Policies;
import io.surety.lifecycle.ProducerPolicy;
import io.surety.lifecycle.RedeliveryPolicy;
import io.surety.lifecycle.Signal;
import io.surety.lifecycle.Subscription;
import io.surety.lifecycle.TagFilter;
import io.surety.lifecycle.Transition;
import io.surety.rest.json.MessageJson;
import io.surety.rest.problem.ProblemCode;
import io.surety.rest.problem.ProblemException;
import io.surety.schemas.OperationsKey;
import io.surety.schemas.OperationsRecords;
import io.surety.schemas.avro.Decide;
import io.surety.schemas.avro.RedriveItem;
import io.surety.schemas.avro.RedriveItems;
import io.surety.schemas.avro.RedriveJob;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Jobs whose runners die, forget, and are two at a time, over messages that live by the real rules,
 * with a log that is processed whenever it pleases.
 *
 * <p>{@code -Dsurety.redrive.worlds=400} lives through more of them.
 */
class RedriveWorkTest {
  private static final int WORLDS = Integer.getInteger("surety.redrive.worlds", 100);
  private static final int ITEMS = 12;
  private static final long EXPIRED = 3;

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void bringsEveryItemToItsEndWhateverHappensToWhoWorksOnIt(int runners) {
    for (long seed = 1; seed <= WORLDS; seed++) {
      World world = new World(seed);
      List<Runner> all = new ArrayList<>();
      for (int i = 0; i < runners; i++) {
        all.add(new Runner(world));
      }
      for (int step = 0; step < 2_000 && !all.get(0).job().isOver(); step++) {
        int who = world.random.nextInt(runners);
        switch (world.random.nextInt(8)) {
          case 0 -> all.set(who, new Runner(world));
          case 1, 2 -> world.processOne();
          case 3 -> world.consumeSomething();
          default -> all.get(who).step();
        }
        all.forEach(Runner::read);
        world.now += 200;
      }
      world.processAll();
      check(world, new Runner(world).job(), runners, "seed " + seed);
    }
  }

  /** Asserted on a fold that has read what compaction would have left. */
  private static void check(World world, Redrive job, int runners, String as) {
    assertThat(job.state())
        .as(as)
        .isIn(RedriveState.COMPLETED, RedriveState.COMPLETED_WITH_FAILURES);
    for (int i = 0; i < ITEMS; i++) {
      String id = job.items().get(i).getMessageId();
      ItemState state = job.outcome(i).state();
      int redriven = world.redriven.getOrDefault(id, 0);
      // Two at a time may each send a dead letter; the rules refuse the second, unless the first
      // has been given up again in between.
      assertThat(redriven).as(as + " " + id).isLessThanOrEqualTo(runners);
      Delivery delivery = world.messages.get(id).delivery("g").orElseThrow();
      switch (state) {
        case SUCCEEDED -> {
          assertThat(delivery.status()).as(as + " " + id).isEqualTo(DeliveryStatus.CONSUMED);
          // It may have been consumed late just when it was to be sent.
          assertThat(redriven > 0 || world.dealtWith.contains(id)).as(as + " " + id).isTrue();
        }
        case FAILED ->
            assertThat(world.gaveUpAgain.contains(id) || i == EXPIRED)
                .as(as + " " + id + " " + job.outcome(i))
                .isTrue();
        case SKIPPED -> assertThat(world.dealtWith).as(as + " " + id).contains(id);
        case PENDING, SENT -> throw new AssertionError(as + " " + id + " is " + state);
      }
    }
    assertThat(job.outcome((int) EXPIRED).state()).as(as).isEqualTo(ItemState.FAILED);
    assertThat(job.outcome((int) EXPIRED).detail()).as(as).contains("time to live");
  }

  @Test
  void sendsOneFirstWhereThatIsTheCanary() {
    World world = new World(7);
    world.isCanary = true;
    Runner runner = new Runner(world);
    for (int i = 0; i < 20; i++) {
      runner.calmStep();
      world.processAll();
      world.now += 1_000;
    }
    assertThat(runner.job().counts()).containsEntry(ItemState.SENT, 1);

    world.consume("m0", Signal.Consume.Outcome.CONSUMED);
    for (int i = 0; i < 20; i++) {
      runner.calmStep();
      world.processAll();
      world.now += 1_000;
    }

    assertThat(runner.job().counts())
        .containsEntry(ItemState.SUCCEEDED, 1)
        .containsEntry(ItemState.PENDING, 0);
  }

  @Test
  void stopsWhenTheCanaryIsGivenUpAgain() {
    World world = new World(7);
    world.isCanary = true;
    Runner runner = new Runner(world);
    runner.calmStep();
    world.processAll();
    world.consume("m0", Signal.Consume.Outcome.REJECTED);
    for (int i = 0; i < 20; i++) {
      world.now += 1_000;
      runner.calmStep();
      world.processAll();
    }

    assertThat(runner.job().state()).isEqualTo(RedriveState.STOPPED);
    assertThat(runner.job().counts())
        .containsEntry(ItemState.FAILED, 1)
        .containsEntry(ItemState.PENDING, ITEMS - 1);
    assertThat(runner.job().outcome(0).detail()).contains("REJECTED");
  }

  /** Messages, the log of decisions, and the operations topic. */
  private static final class World implements Policies {
    final Random random;
    final Map<String, Message> messages = new LinkedHashMap<>();
    final Map<String, Integer> redriven = new HashMap<>();
    final List<String> gaveUpAgain = new ArrayList<>();
    final List<String> dealtWith = new ArrayList<>();
    final List<Map.Entry<String, byte[]>> operations = new ArrayList<>();
    private final Deque<Decide> log = new ArrayDeque<>();
    private final Lifecycle rules = new Lifecycle(this, Limits.DEFAULT);
    long now = 1_795_000_000_000L;
    boolean isCanary;
    private boolean isPublished;

    World(long seed) {
      random = new Random(seed);
      for (int i = 0; i < ITEMS; i++) {
        dead("m" + i, i == EXPIRED ? now + 50 : Message.NEVER);
      }
      now += 1_000;
    }

    private void dead(String id, long expiresAt) {
      Content content = new Content("p", "d", "", "", Mode.SEND, 1, now, 0, expiresAt, 0);
      messages.put(id, rules.on(Message.absent(id), new Signal.Prepare(content), now).next());
      consume(id, Signal.Consume.Outcome.REJECTED);
      gaveUpAgain.clear();
    }

    /** The job, once: its items are as they are dead now. */
    void publish() {
      if (isPublished) {
        return;
      }
      isPublished = true;
      List<RedriveItem> items = new ArrayList<>();
      messages.forEach(
          (id, message) ->
              items.add(new RedriveItem(id, "g", message.delivery("g").orElseThrow().settledAt())));
      write(OperationsKey.items("j", 0), new RedriveItems("j", 0, items));
      write(
          OperationsKey.job("j"),
          new RedriveJob("j", "", Map.of(), "ann", "mended", now, ITEMS, 1, 1e6, isCanary, 0));
    }

    void write(String key, SpecificRecord record) {
      operations.add(Map.entry(key, OperationsRecords.codec().encode(record)));
    }

    void processAll() {
      while (!log.isEmpty()) {
        processOne();
      }
    }

    void processOne() {
      Decide decide = log.poll();
      if (decide != null) {
        Transition step =
            rules.on(
                messages.get(decide.getMessageId()),
                new Signal.Decide(
                    Signal.Decide.Kind.REDRIVE,
                    Decision.Source.OPERATOR,
                    0,
                    "",
                    decide.getGroup(),
                    0,
                    decide.getActor(),
                    decide.getReason()),
                ++now);
        messages.put(decide.getMessageId(), step.next());
        if (step.refusal().isEmpty()) {
          redriven.merge(decide.getMessageId(), 1, Integer::sum);
        }
      }
    }

    /** Somebody consumes, rejects, or sends again by hand. */
    void consumeSomething() {
      String id = "m" + random.nextInt(ITEMS);
      switch (random.nextInt(6)) {
        case 0 -> consume(id, Signal.Consume.Outcome.REJECTED);
        case 1 -> {
          Delivery delivery = messages.get(id).delivery("g").orElseThrow();
          if (delivery.status() == DeliveryStatus.DEAD && !id.equals("m" + EXPIRED)) {
            dealtWith.add(id);
            consumeLate(id, delivery);
          }
        }
        default -> consume(id, Signal.Consume.Outcome.CONSUMED);
      }
    }

    void consume(String id, Signal.Consume.Outcome outcome) {
      Delivery delivery = messages.get(id).delivery("g").orElseThrow();
      if (delivery.status() == DeliveryStatus.DISPATCHED) {
        report(id, outcome, delivery.attempt());
        if (outcome == Signal.Consume.Outcome.REJECTED) {
          gaveUpAgain.add(id);
        }
      }
    }

    private void consumeLate(String id, Delivery delivery) {
      report(id, Signal.Consume.Outcome.CONSUMED, delivery.attempt());
    }

    private void report(String id, Signal.Consume.Outcome outcome, int attempt) {
      Signal.Consume signal = new Signal.Consume("g", outcome, attempt, Failure.NONE, -1);
      messages.put(id, rules.on(messages.get(id), signal, ++now).next());
    }

    MessageLookup.Looked look(String id) {
      Message message = messages.get(id);
      return MessageLookup.Looked.at(
          new ObjectMapper().valueToTree(MessageJson.of(message, message.isFinished(), now)));
    }

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
      return List.of(
          new Subscription(
              "g", "d", TagFilter.ALL, 30_000, 300_000, false, RedeliveryPolicy.DEFAULT));
    }
  }

  /** One instance: it has read the topic from the beginning, as far as compaction left it. */
  private static final class Runner implements Records, MessageLookup {
    private final World world;
    private final Operations operations = new Operations(OperationsRecords.codec());
    private final RedriveWork work;
    private int read;
    private boolean isCalm = true;

    Runner(World world) {
      this.world = world;
      world.publish();
      compacted(world.operations).forEach(operations::learn);
      read = world.operations.size();
      work = new RedriveWork(job(), this, this, this::decide, 0);
    }

    private static Map<String, byte[]> compacted(List<Map.Entry<String, byte[]>> records) {
      Map<String, byte[]> newest = new LinkedHashMap<>();
      records.forEach(
          record -> {
            newest.remove(record.getKey());
            newest.put(record.getKey(), record.getValue());
          });
      return newest;
    }

    Redrive job() {
      return operations.job("j").orElseThrow();
    }

    /** A step in which anything may fail. */
    void step() {
      isCalm = false;
      try {
        work.step(world.now, world.now * 1_000_000);
      } catch (ProblemException e) {
        assertThat(e.problem().code()).isEqualTo(ProblemCode.OUTCOME_UNKNOWN);
      }
    }

    void calmStep() {
      isCalm = true;
      work.step(world.now, world.now * 1_000_000);
    }

    void read() {
      for (; read < world.operations.size(); read++) {
        operations.learn(
            world.operations.get(read).getKey(), world.operations.get(read).getValue());
      }
    }

    private void mayFail() {
      if (!isCalm && world.random.nextInt(12) == 0) {
        throw ProblemException.of(ProblemCode.OUTCOME_UNKNOWN, "nobody answered");
      }
    }

    @Override
    public void write(String key, SpecificRecord record) {
      mayFail();
      world.write(key, record);
      mayFail();
    }

    @Override
    public void writeAndRead(String key, SpecificRecord record) {
      write(key, record);
      read();
    }

    @Override
    public void remove(String key) {
      throw new AssertionError("nothing is removed by a step");
    }

    @Override
    public void catchUp() {
      read();
    }

    private void decide(Decide decide) {
      mayFail();
      world.log.add(decide);
      mayFail();
    }

    @Override
    public Looked find(String messageId) {
      return !isCalm && world.random.nextInt(5) == 0 ? Looked.LATER : world.look(messageId);
    }

    @Override
    public Looked findAfterAll(String messageId) {
      if (!isCalm && world.random.nextInt(5) == 0) {
        return Looked.LATER;
      }
      world.processAll();
      return world.look(messageId);
    }
  }
}
