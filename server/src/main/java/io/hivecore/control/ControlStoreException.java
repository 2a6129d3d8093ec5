package io.hivecore.control;

import org.jspecify.annotations.Nullable;

/** The control store could not do what was asked. The message is for the operator. */
public final class ControlStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  public ControlStoreException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** Whether the same call may succeed a little later. */
  public boolean retryable() {
    return switch (reason) {
      case BUSY, NO_ROOM, UNREACHABLE -> true;
      case CLOSED, NEWER, UNUSABLE, FAILED -> false;
    };
  }

  /** Why it failed. */
  public enum Reason {
    /** Too much work is waiting, or another process holds the store. */
    BUSY,
    /** The disk is full. */
    NO_ROOM,
    /** The database server cannot be reached, or went away. */
    UNREACHABLE,
    /** The store has been closed, or the caller was interrupted while it waited. */
    CLOSED,
    /** The data were written by a newer version of this program. */
    NEWER,
    /** The file or database cannot be opened, or is no control store. */
    UNUSABLE,
    /** Anything else: a constraint that was broken, a statement that is wrong, a damaged file. */
    FAILED
  }
}
