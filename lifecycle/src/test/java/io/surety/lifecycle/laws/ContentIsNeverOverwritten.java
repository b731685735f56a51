package io.surety.lifecycle.laws;

import io.surety.lifecycle.Content;
import org.jspecify.annotations.Nullable;

/** The first prepare stays, whatever comes after it. */
final class ContentIsNeverOverwritten implements Law {

  @Override
  public @Nullable String brokenBy(Observation step) {
    Content before = step.before().content();
    Content after = step.after().content();
    if (!before.isPresent() || before == after) {
      return null;
    }
    boolean same =
        before.digest() == after.digest()
            && before.mode() == after.mode()
            && before.preparedAt() == after.preparedAt()
            && before.expiresAt() == after.expiresAt()
            && before.destination().equals(after.destination());
    return same ? null : before + " became " + after;
  }
}
