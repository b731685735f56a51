package io.surety.topology;

import io.surety.schemas.Topics;
import io.surety.topology.state.TaskStores;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;

/**
 * The map of the building: names and wiring, nothing else.
 *
 * <pre>
 * prepare, confirm, receive, consume --> signals (messages, payloads, settled)
 *     --> confirm, check-back, consume-check, dead-letter, archive, events, malformed
 * registry --> global store
 * </pre>
 *
 * All four signal topics are parents of one processor, so that there is one sub-topology and all
 * signals of a message meet in one task.
 */
public final class CoordinatorTopology implements Supplier<Topology> {
  private final CoordinatorParts parts;

  /** Of these parts. */
  public CoordinatorTopology(CoordinatorParts parts) {
    this.parts = parts;
  }

  /** A new topology; one for each {@code KafkaStreams}. */
  @Override
  public Topology get() {
    Topology topology = new Topology();
    Topics topics = parts.topics();
    source(topology, StoreNames.FROM_PREPARE, topics.prepare());
    source(topology, StoreNames.FROM_CONFIRM, topics.confirm());
    source(topology, StoreNames.FROM_RECEIVE, topics.receive());
    source(topology, StoreNames.FROM_CONSUME, topics.consume());
    topology.addProcessor(
        StoreNames.SIGNALS,
        () -> new SignalProcessor(parts),
        StoreNames.FROM_PREPARE,
        StoreNames.FROM_CONFIRM,
        StoreNames.FROM_RECEIVE,
        StoreNames.FROM_CONSUME);
    // By name: builders handed over by the processor's supplier can split the sub-topology
    // (KAFKA-20464).
    topology.addStateStore(TaskStores.messages(parts.settings()), StoreNames.SIGNALS);
    topology.addStateStore(TaskStores.payloads(parts.settings()), StoreNames.SIGNALS);
    topology.addStateStore(TaskStores.settled(parts.settings()), StoreNames.SIGNALS);
    sink(topology, StoreNames.TO_CONFIRM, topics.confirm());
    sink(topology, StoreNames.TO_CHECK_BACK, topics.checkBack());
    sink(topology, StoreNames.TO_CONSUME_CHECK, topics.consumeCheck());
    sink(topology, StoreNames.TO_DEAD_LETTER, topics.deadLetter());
    sink(topology, StoreNames.TO_ARCHIVE, topics.archive());
    sink(topology, StoreNames.TO_EVENTS, topics.events());
    sink(topology, StoreNames.TO_MALFORMED, topics.malformed());
    parts.registry().addTo(topology, topics.registry());
    return topology;
  }

  private static void source(Topology topology, String name, String topic) {
    topology.addSource(name, new ByteArrayDeserializer(), new ByteArrayDeserializer(), topic);
  }

  private static void sink(Topology topology, String name, String topic) {
    topology.addSink(
        name, topic, new ByteArraySerializer(), new ByteArraySerializer(), StoreNames.SIGNALS);
  }
}
