package io.surety.acceptance.harness;

import io.surety.schemas.Codec;
import io.surety.schemas.avro.CheckBack;
import io.surety.schemas.avro.Decision;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.apache.kafka.common.IsolationLevel;

/** A simulated producer that answers check-backs. It sees only questions that were committed. */
public final class CheckBackAnswers implements AutoCloseable {
  private final List<CheckBack> questions = new CopyOnWriteArrayList<>();
  private final TopicFollower follower;

  CheckBackAnswers(
      Map<String, Object> client,
      SignalWriter writer,
      Codec codec,
      String topic,
      Function<CheckBack, Decision> verdict) {
    follower =
        new TopicFollower(
            client,
            IsolationLevel.READ_COMMITTED,
            topic,
            record -> {
              CheckBack question =
                  codec.decode(CheckBack.class, record.value()).value().orElseThrow();
              questions.add(question);
              writer.write(Signals.answer(question, verdict.apply(question)));
            });
  }

  /** The questions so far. */
  public List<CheckBack> questions() {
    return List.copyOf(questions);
  }

  @Override
  public void close() {
    follower.close();
  }
}
