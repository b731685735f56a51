package io.surety.lifecycle.laws;

import io.surety.lifecycle.Effect;
import org.jspecify.annotations.Nullable;

/**
 * Each record in the archive has a higher revision than the one before, so that the newest wins.
 */
final class ArchiveRevisionGrows implements Law {

  @Override
  public @Nullable String brokenBy(Observation step) {
    int revision = step.before().revision();
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.Archive archive) {
        if (archive.revision() != revision + 1) {
          return "revision " + archive.revision() + " after " + revision;
        }
        revision = archive.revision();
      }
    }
    return revision == step.after().revision()
        ? null
        : "archived " + revision + ", remembered " + step.after().revision();
  }
}
