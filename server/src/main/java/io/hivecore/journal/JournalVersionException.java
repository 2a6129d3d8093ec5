package io.hivecore.journal;

/** The journal was written by a newer program than this one. */
public final class JournalVersionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public JournalVersionException(String what, long found, long newestKnown) {
    super(
        what
            + " has format "
            + found
            + "; this program knows formats up to "
            + newestKnown
            + ": start a newer HiveCore on it");
  }
}
