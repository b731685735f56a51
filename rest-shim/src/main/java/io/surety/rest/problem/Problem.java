package io.surety.rest.problem;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One problem, as RFC 9457 has it: the body of every answer with a status of 400 or more.
 *
 * @param status the HTTP status, 400..599
 * @param detail what happened this time, and what to do about it
 * @param errors what is wrong with which field; may be empty
 * @param retryAfterMs when to try again, ms; empty where trying again does not help
 * @param members what else is worth telling, by name
 */
public record Problem(
    ProblemCode code,
    int status,
    String detail,
    List<FieldError> errors,
    Optional<Long> retryAfterMs,
    Map<String, Object> members) {

  public static final String MEDIA_TYPE = "application/problem+json";

  public Problem {
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("status must be 400..599, was " + status);
    }
    errors = List.copyOf(errors);
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /** A problem with the status its code usually has. */
  public static Problem of(ProblemCode code, String detail) {
    return new Problem(code, code.status(), detail, List.of(), Optional.empty(), Map.of());
  }

  /** Fields of the request are wrong. */
  public static Problem invalid(List<FieldError> errors) {
    String fields = errors.size() == 1 ? "1 field is" : errors.size() + " fields are";
    return new Problem(
        ProblemCode.INVALID_REQUEST,
        ProblemCode.INVALID_REQUEST.status(),
        fields + " not right; see errors.",
        errors,
        Optional.empty(),
        Map.of());
  }

  /** The same with another status. */
  public Problem withStatus(int other) {
    return new Problem(code, other, detail, errors, retryAfterMs, members);
  }

  /** The same, and worth trying again. */
  public Problem retryAfter(long ms) {
    return new Problem(code, status, detail, errors, Optional.of(ms), members);
  }

  /** The same with one more member. */
  public Problem with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new Problem(code, status, detail, errors, retryAfterMs, more);
  }

  /** The members of the JSON object, in order. */
  public Map<String, Object> toJson(String instance) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", "urn:surety:problem:" + code.code());
    json.put("title", code.title());
    json.put("status", status);
    json.put("detail", detail);
    json.put("instance", instance);
    json.put("code", code.code());
    if (!errors.isEmpty()) {
      json.put("errors", errors);
    }
    retryAfterMs.ifPresent(ms -> json.put("retryAfterMs", ms));
    json.putAll(members);
    return json;
  }
}
