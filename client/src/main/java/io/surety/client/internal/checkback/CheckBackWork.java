package io.surety.client.internal.checkback;

import io.surety.client.internal.intake.Work;
import io.surety.schemas.BundleIds;
import io.surety.schemas.avro.CheckBack;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One question that waits for its answer. */
final class CheckBackWork implements Work {
  private static final Logger LOG = LoggerFactory.getLogger(CheckBackWork.class);

  private final CheckBack question;
  private final Answers answers;
  private final Map<String, Integer> newest;

  CheckBackWork(CheckBack question, Answers answers, Map<String, Integer> newest) {
    this.question = question;
    this.answers = answers;
    this.newest = newest;
  }

  @Override
  public Object lane() {
    // Questions about messages of one bundle are one question to the handler.
    return BundleIds.bundleOf(question.getMessageId()).orElse(question.getMessageId());
  }

  @Override
  public void drop() {
    newest.remove(question.getMessageId(), question.getAttempt());
  }

  @Override
  public Course run(Abandoned abandoned) {
    int latest = newest.getOrDefault(question.getMessageId(), question.getAttempt());
    if (latest > question.getAttempt()) {
      LOG.debug(
          "Skips check-back {} of message '{}': {} is waiting",
          question.getAttempt(),
          question.getMessageId(),
          latest);
      return Course.done();
    }
    try {
      return Course.ended(answers.answer(question, abandoned));
    } finally {
      drop();
    }
  }
}
