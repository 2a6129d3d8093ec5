package io.hivecore.journal;

import java.time.Duration;

/** An append that was not acknowledged. Nothing of it will be stored; the sender may try again. */
public final class JournalUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why the append was refused. */
  public enum Reason {
    /** Too much is waiting already: 503. */
    OVERLOADED,
    /** The disk, its reserve or the journal's cap is used up: 507. */
    NO_ROOM,
    /** The device failed or is read-only: 503. */
    FAILED,
    /** The server is stopping: 503. */
    CLOSED
  }

  private final Reason reason;
  private final Duration retryAfter;

  public JournalUnavailableException(
      Reason reason, String message, Duration retryAfter, Throwable cause) {
    super(message, cause);
    this.reason = reason;
    this.retryAfter = retryAfter;
  }

  public JournalUnavailableException(Reason reason, String message, Duration retryAfter) {
    super(message);
    this.reason = reason;
    this.retryAfter = retryAfter;
  }

  public Reason reason() {
    return reason;
  }

  /** When a further try makes sense. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
