package io.surety.lifecycle.testing;

import io.surety.lifecycle.Content;
import io.surety.lifecycle.Effect;
import io.surety.lifecycle.Message;
import io.surety.lifecycle.Mode;
import io.surety.lifecycle.ProducerPolicy;
import io.surety.lifecycle.Signal;
import io.surety.lifecycle.Transition;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The nonces of questions, learned like a producer learns them: from the question. */
final class Nonces {

  private static final Map<String, String> KNOWN = new ConcurrentHashMap<>();
  private static final Rules RULES =
      Setting.of("any")
          .producer(
              new ProducerPolicy(1, 1, 1, Message.NEVER, ProducerPolicy.OnExhausted.UNRESOLVED))
          .rules();

  private Nonces() {}

  static String of(String id, int attempt) {
    return KNOWN.computeIfAbsent(id + '\n' + attempt, key -> ask(id, attempt));
  }

  private static String ask(String id, int attempt) {
    Content content = Say.content(Mode.PREPARE, 0);
    Message message = RULES.on(Message.absent(id), new Signal.Prepare(content), 0).next();
    for (int asked = 1; ; asked++) {
      Transition question = RULES.on(message, new Signal.Due(), message.nextDue());
      if (asked == attempt) {
        return ((Effect.AskProducer) question.effects().get(0)).nonce();
      }
      message = question.next();
    }
  }
}
