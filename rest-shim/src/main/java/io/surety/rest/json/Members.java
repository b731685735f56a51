package io.surety.rest.json;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The members of a JSON object, in order; what there is nothing to say about is left out. */
public final class Members {
  private final Map<String, Object> members = new LinkedHashMap<>();

  public Members put(String name, @Nullable Object value) {
    if (value != null) {
      members.put(name, value);
    }
    return this;
  }

  public Members put(String name, Optional<?> value) {
    value.ifPresent(present -> members.put(name, present));
    return this;
  }

  /** Left out when it is empty. */
  public Members text(String name, String value) {
    return value.isEmpty() ? this : put(name, value);
  }

  /** Left out when it is empty. */
  public Members list(String name, Collection<?> value) {
    return value.isEmpty() ? this : put(name, value);
  }

  /** A time in epoch ms; left out when it stands for no time. */
  public Members time(String name, long epochMs) {
    return put(name, Times.format(epochMs));
  }

  public Map<String, Object> toMap() {
    return Collections.unmodifiableMap(members);
  }
}
