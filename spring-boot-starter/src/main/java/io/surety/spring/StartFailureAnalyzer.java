package io.surety.spring;

import io.surety.client.StartException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Has an application that does not start say why, and what to do, instead of a stack trace. */
final class StartFailureAnalyzer extends AbstractFailureAnalyzer<StartException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, StartException cause) {
    String action = cause.nextStep();
    if (cause.problem().startsWith("table ")) {
      action +=
          " To try it out, surety.tables.create=true creates the tables when the application"
              + " starts; surety.outbox.enabled=false and surety.inbox.enabled=false do without.";
    }
    return new FailureAnalysis("Surety: " + cause.problem() + ".", action, cause);
  }
}
