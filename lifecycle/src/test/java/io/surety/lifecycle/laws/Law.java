package io.surety.lifecycle.laws;

import org.jspecify.annotations.Nullable;

/** Something that must hold of every step. Stateless and thread-safe. */
public interface Law {

  /** What is wrong with the step, or null if nothing is. */
  @Nullable String brokenBy(Observation step);

  /** True if a step that changes nothing and does nothing can break it, too. */
  default boolean isAboutStillness() {
    return false;
  }

  /** Its name. */
  default String name() {
    return getClass().getSimpleName();
  }
}
