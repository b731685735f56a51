package io.surety.cli.http;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a server answered, if it was no problem.
 *
 * @param status 200..299
 * @param json the body; missing where there is none
 */
public record Answer(int status, JsonNode json) {
  private static final int ACCEPTED = 202;

  /** True if what was asked for is in the log, and what becomes of it is not known yet. */
  public boolean isNotKnownYet() {
    return status == ACCEPTED;
  }
}
