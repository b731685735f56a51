package io.surety.rest.archive;

import org.jspecify.annotations.Nullable;

/** The archive's database does not answer now. Asking again may help. */
public final class ArchiveAwayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ArchiveAwayException(String why, @Nullable Throwable cause) {
    super("The archive's database does not answer: " + why, cause);
  }
}
