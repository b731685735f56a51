package io.surety.lifecycle.simulation;

import io.surety.lifecycle.Content;
import io.surety.lifecycle.Decision;
import io.surety.lifecycle.Effect;
import io.surety.lifecycle.Failure;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Mode;
import io.surety.lifecycle.Reason;
import io.surety.lifecycle.Signal;
import io.surety.lifecycle.Signal.Consume.Outcome;
import io.surety.lifecycle.laws.Laws;
import io.surety.lifecycle.testing.Alphabet;
import io.surety.lifecycle.testing.Rules;
import io.surety.lifecycle.testing.Say;
import io.surety.lifecycle.testing.Setting;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything there is in one run: what was said, who has what, and what time it is. */
final class World {

  /** A record at the destination, or on its way there. */
  record Delivered(int message, int attempt, List<String> groups) {}

  private record Question(int attempt, String nonce) {}

  /** What a producer wants to send; times count from when it reaches the log. */
  private record Order(Mode mode, long deliverAfter, long ttl) {
    Content content(int message, long now) {
      return new Content(
          "shop",
          Setting.DESTINATION,
          "",
          "k" + message,
          mode,
          message + 1,
          now,
          deliverAfter == 0 ? 0 : now + deliverAfter,
          ttl == 0 ? Message.NEVER : now + ttl,
          0);
    }
  }

  private final Log log = new Log();
  private final Coordinator coordinator;
  private final Promise promise;
  private final List<Delivered> inFlight = new ArrayList<>();
  private final List<Deque<Delivered>> inboxes = new ArrayList<>();
  private final List<List<Question>> questions = new ArrayList<>();
  private final @Nullable Order[] orders;
  private final Signal.Decide.Kind[] truths;
  private final int[] answered;
  private Reason outage = Reason.NONE;
  private long now = Alphabet.START;

  World(Terms terms, Rules rules, Laws laws) {
    coordinator = new Coordinator(rules, laws, this, terms.messages());
    answered = new int[terms.messages()];
    orders = new Order[terms.messages()];
    truths = new Signal.Decide.Kind[terms.messages()];
    for (int i = 0; i < terms.messages(); i++) {
      questions.add(new ArrayList<>());
      truths[i] = Signal.Decide.Kind.UNKNOWN;
    }
    for (int i = 0; i < Terms.GROUPS.size(); i++) {
      inboxes.add(new ArrayDeque<>());
    }
    promise = new Promise(terms, log, coordinator);
  }

  Log log() {
    return log;
  }

  Coordinator coordinator() {
    return coordinator;
  }

  Promise promise() {
    return promise;
  }

  long now() {
    return now;
  }

  void advance(long ms) {
    now += ms;
  }

  // -- producers and operators

  /** Appends a prepare; the first one says what the message is. */
  void prepare(int message, Mode mode, long deliverAfter, long ttl, int copies) {
    if (orders[message] == null) {
      orders[message] = new Order(mode, deliverAfter, ttl);
    }
    for (int i = 0; i < copies; i++) {
      Content content = orders[message].content(message, now);
      log.append(Log.Topic.PREPARE, message, new Signal.Prepare(content), now);
    }
  }

  /** The producer decides; its confirm may be lost on the way, but it knows what it decided. */
  void settle(int message, Signal.Decide.Kind kind, int copies) {
    if (truths[message] == Signal.Decide.Kind.UNKNOWN) {
      truths[message] = kind;
    }
    decide(message, Say.by(Decision.Source.PRODUCER, kind), copies);
  }

  void decide(int message, Signal.Decide decision, int copies) {
    for (int i = 0; i < copies; i++) {
      log.append(Log.Topic.CONFIRM, message, decision, now);
    }
  }

  /** The producer answers a question: the last one, or an older one. */
  void answer(int message, int age, Signal.Decide.Kind kind) {
    List<Question> asked = questions.get(message);
    if (age < asked.size()) {
      Question question = asked.get(asked.size() - 1 - age);
      Signal.Decide answer = Say.answer(question.attempt(), kind, question.nonce());
      log.append(Log.Topic.CONFIRM, message, answer, now);
    }
  }

  /** The producer answers the last question, once, with what it knows. */
  void answerTruthfully(int message) {
    int asked = questions.get(message).size();
    if (asked > answered[message]) {
      answered[message] = asked;
      answer(message, 0, truths[message]);
    }
  }

  void rescheduleTo(int message, long after) {
    decide(message, Say.reschedule(now + after), 1);
  }

  // -- the coordinator's effects

  void dispatch(int message, Effect.Dispatch dispatch, long at) {
    promise.dispatched(message, dispatch, at);
    if (outage == Reason.NONE) {
      promise.taken(message, dispatch);
      inFlight.add(new Delivered(message, dispatch.attempt(), dispatch.groups()));
    } else {
      promise.turnedAway(message);
      coordinator.dispatchFailed(
          message,
          new Signal.DispatchFailed(dispatch.attempt(), dispatch.groups(), outage, "away"));
    }
  }

  void write(Coordinator.Written written) {
    promise.written(written);
    if (written.effect() instanceof Effect.AskProducer ask) {
      questions.get(written.message()).add(new Question(ask.attempt(), ask.nonce()));
    } else if (written.effect() instanceof Effect.RequestDelivery request) {
      log.append(Log.Topic.CONFIRM, written.message(), Say.timeCame(request.deliverAt()), now);
    } else if (written.effect() instanceof Effect.RequestRollBack) {
      log.append(Log.Topic.CONFIRM, written.message(), Say.patienceEnded(), now);
    } else if (written.effect() instanceof Effect.AskConsumer ask
        && promise.hasConsumed(written.message(), ask.group())) {
      say(written.message(), ask.group(), Outcome.CONSUMED, ask.attempt(), 1);
    }
  }

  void outage(Reason reason) {
    outage = reason;
  }

  void crash(boolean losesWhatIsInFlight) {
    if (losesWhatIsInFlight) {
      inFlight.clear();
    }
    promise.crashed();
    coordinator.crash();
  }

  // -- the destination and its groups

  void deliver() {
    for (Delivered record : inFlight) {

      for (String group : record.groups()) {
        inboxes.get(Terms.GROUPS.indexOf(group)).add(record);
      }
    }
    inFlight.clear();
  }

  /** A group takes a record and does something with it; what it says may be lost or repeated. */
  void handle(int group, Handling handling, int received, int said) {
    Delivered record = inboxes.get(group).pollFirst();
    if (record == null) {
      return;
    }
    String name = Terms.GROUPS.get(group);
    for (int i = 0; i < received; i++) {
      log.append(Log.Topic.RECEIVE, record.message(), Say.received(name, record.attempt()), now);
    }
    switch (handling) {
      case CONSUME -> {
        promise.consumedBy(record.message(), name);
        say(record.message(), name, Outcome.CONSUMED, record.attempt(), said);
      }
      case FAIL -> say(record.message(), name, Outcome.FAILED, record.attempt(), said);
      case REJECT -> say(record.message(), name, Outcome.REJECTED, record.attempt(), said);
      case HOLD -> inboxes.get(group).addLast(record);
      case DROP -> {}
    }
  }

  private void say(int message, String group, Outcome outcome, int attempt, int copies) {
    Failure failure = outcome == Outcome.CONSUMED ? Failure.NONE : Say.FAILURE;
    for (int i = 0; i < copies; i++) {
      log.append(
          Log.Topic.CONSUME,
          message,
          new Signal.Consume(group, outcome, attempt, failure, -1),
          now);
    }
  }

  boolean hasRecordFor(int group) {
    return !inboxes.get(group).isEmpty();
  }

  /** True if nothing is under way, and everything that was said has been read. */
  boolean isQuiet() {
    for (Log.Topic topic : Log.Topic.values()) {
      if (coordinator.position(topic) < log.of(topic).size()) {
        return false;
      }
    }
    for (int message = 0; message < orders.length; message++) {
      if (answered[message] < questions.get(message).size()) {
        return false;
      }
    }
    return inFlight.isEmpty();
  }

  int messages() {
    return orders.length;
  }
}
