package io.surety.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.surety.client.SuretyClientConfig;
import io.surety.lifecycle.Effect;
import io.surety.lifecycle.Lifecycle;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.ProducerPolicy;
import io.surety.lifecycle.Reason;
import io.surety.lifecycle.Signal;
import io.surety.lifecycle.Transition;
import io.surety.schemas.RoutingKey;
import io.surety.topology.CoreSettings;
import io.surety.topology.dispatch.DestinationRecord;
import io.surety.topology.dispatch.DispatchRequest;
import io.surety.topology.effects.Dispatches;
import io.surety.topology.effects.Questions;
import io.surety.topology.registry.MemoryRegistry;
import io.surety.topology.signals.Body;
import io.surety.topology.signals.Reading;
import io.surety.topology.signals.SignalDecoder;
import io.surety.topology.timers.DueTimers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The coordinator without its streams: reads signals as it does, lets the same rules decide, and
 * does what they say. Belongs to whose turn it is.
 */
final class MemoryCoordinator {
  private final SuretyClientConfig config;
  private final MovedClock clock;
  private final MemoryTopics topics;
  private final Faults faults;
  private final SignalDecoder decoder;
  private final MemoryRegistry registry;
  private final Lifecycle lifecycle;
  private final MemoryMessages messages = new MemoryMessages(CoreSettings.DEFAULT);
  private final Map<String, Body> bodies = new HashMap<>();
  private final DueTimers timers = new DueTimers();
  private final List<DeadLetter> deadLetters = new ArrayList<>();

  MemoryCoordinator(
      SuretyClientConfig config, MovedClock clock, MemoryTopics topics, Faults faults) {
    CoreSettings settings = CoreSettings.DEFAULT;
    this.config = config;
    this.clock = clock;
    this.topics = topics;
    this.faults = faults;
    this.decoder =
        new SignalDecoder(config.topics(), config.codec(), settings.messageMaxBytes(), 1);
    this.registry = new MemoryRegistry(config.codec(), ProducerPolicy.DEFAULT);
    this.lifecycle = new Lifecycle(registry.view(), settings.limits());
  }

  /** A record was written to a signal topic or to the registry. */
  void take(String topic, String key, byte @Nullable [] value) {
    if (topic.equals(config.topics().registry())) {
      registry.write(key, value, clock.millis());
      return;
    }
    Reading reading = decoder.read(topic, 0, key.getBytes(UTF_8), value, clock.millis());
    Reading.Taken taken =
        reading.fold(
            signal -> signal,
            malformed -> {
              throw new IllegalStateException(
                  "the coordinator would set this aside as malformed: " + malformed);
            });
    // Only a decision is about more than one message, and it has no body.
    for (String id : taken.ids()) {
      taken.body().ifPresent(body -> bodies.putIfAbsent(id, body));
      step(id, taken.signal());
    }
  }

  /** When something happens if nothing is heard, epoch ms; {@code Long.MAX_VALUE} if nothing. */
  long nextDue() {
    return timers.first();
  }

  /** Does what is due for one message, if something is. */
  void wake() {
    timers.poll(clock.millis()).ifPresent(id -> step(id, new Signal.Due(clock.millis())));
  }

  private void step(String id, Signal signal) {
    long now = clock.millis();
    Message before = messages.find(id, now);
    Transition transition = lifecycle.on(before, signal, now);
    Message next = transition.next();
    messages.save(before, next, now);
    // A message fires once at a time, whatever the rules say, so that no moment goes on for ever.
    long earliest = signal instanceof Signal.Due ? now + 1 : 0;
    timers.set(id, next.isFinished() ? Message.NEVER : Math.max(next.nextDue(), earliest));
    Effects effects = new Effects(next, now);
    transition.effects().forEach(effect -> effect.applyTo(effects));
    effects.failed.forEach(failure -> step(id, failure));
  }

  List<TestedMessage> messages() {
    return messages.seen().stream()
        .map(message -> new TestedMessage(message, Optional.ofNullable(bodies.get(message.id()))))
        .toList();
  }

  List<DeadLetter> deadLetters() {
    return List.copyOf(deadLetters);
  }

  /** Does what the rules say, for one transition. */
  private final class Effects implements Effect.Sink {
    private final Message message;
    private final long now;
    private final List<Signal> failed = new ArrayList<>();

    Effects(Message message, long now) {
      this.message = message;
      this.now = now;
    }

    @Override
    public void dispatch(Effect.Dispatch effect) {
      DispatchRequest request = Dispatches.of(message, effect, body());
      if (faults.isDown(request.destination())) {
        failed.add(
            new Signal.DispatchFailed(
                effect.attempt(),
                effect.groups(),
                Reason.DESTINATION_UNAVAILABLE,
                "the test kit was told that '" + request.destination() + "' is down"));
        return;
      }
      for (int times = faults.timesDelivered(); times > 0; times--) {
        topics.append(DestinationRecord.of(request), now);
      }
    }

    @Override
    public void askProducer(Effect.AskProducer effect) {
      ask(config.topics().checkBack(), Questions.checkBack(message, effect, now));
    }

    @Override
    public void askConsumer(Effect.AskConsumer effect) {
      ask(config.topics().consumeCheck(), Questions.consumeCheck(message, effect, now));
    }

    @Override
    public void requestDelivery(Effect.RequestDelivery effect) {
      decide(Questions.deliverNow(message.id(), effect));
    }

    @Override
    public void requestRollBack(Effect.RequestRollBack effect) {
      decide(Questions.rollBack(message.id()));
    }

    @Override
    public void deadLetter(Effect.DeadLetter effect) {
      deadLetters.add(
          new DeadLetter(
              message.id(),
              effect.group().isEmpty() ? Optional.empty() : Optional.of(effect.group()),
              effect.reason(),
              effect.attempts(),
              effect.failure().type(),
              effect.failure().message(),
              Instant.ofEpochMilli(now)));
    }

    @Override
    public void archive(Effect.Archive effect) {
      // What the archive would show is what the kit shows anyway.
    }

    @Override
    public void event(Effect.Event effect) {
      // Operators are told; a test looks for itself.
    }

    private Body body() {
      Body body = bodies.get(message.id());
      if (body == null) {
        throw new IllegalStateException(
            "message '" + message.id() + "' is to be dispatched without its payload");
      }
      return body;
    }

    private void ask(String topic, SpecificRecord question) {
      topics.append(
          new ProducerRecord<>(
              topic, message.id().getBytes(UTF_8), config.codec().encode(topic, question)),
          now);
    }

    private void decide(SpecificRecord decision) {
      String topic = config.topics().confirm();
      topics.later(
          () -> take(topic, RoutingKey.of(message.id()), config.codec().encode(topic, decision)));
    }
  }
}
