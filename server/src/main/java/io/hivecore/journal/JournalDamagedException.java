package io.hivecore.journal;

/**
 * Entries that were acknowledged cannot be read back. The message names the file and the offset.
 * Not repaired by trying again: restore the file, or move it away knowing what is given up.
 */
public final class JournalDamagedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public JournalDamagedException(String message) {
    super(message);
  }

  public JournalDamagedException(String message, Throwable cause) {
    super(message, cause);
  }
}
