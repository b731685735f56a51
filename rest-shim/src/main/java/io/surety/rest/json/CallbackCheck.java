package io.surety.rest.json;

import io.surety.rest.problem.FieldError;
import java.util.List;

/** Knows which callbacks the server is configured for. */
@FunctionalInterface
public interface CallbackCheck {
  /**
   * What is wrong with a callback, field by field; nothing if it can be registered.
   *
   * @param who the producer or consumer group that is to be asked
   */
  List<FieldError> problems(String url, String secret, String who);
}
