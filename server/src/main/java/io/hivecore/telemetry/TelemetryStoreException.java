package io.hivecore.telemetry;

/**
 * A store could not do what it was asked. The message names no table, file or statement to
 * outsiders' eyes.
 */
public final class TelemetryStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of failure it is. */
  public enum Reason {
    /** The caller's deadline passed or its client left; the query was ended. */
    CANCELLED,
    /** Too much to do just now; later may work. */
    OVERLOADED,
    /** More groups than an answer may have; a narrower question may do. */
    TOO_MANY_GROUPS,
    /** The disk is full. */
    NO_ROOM,
    /** The data was written by a newer program. */
    NEWER_FORMAT,
    /** Anything else: a defect, or a damaged file. */
    FAILED
  }

  private final Reason reason;

  public TelemetryStoreException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public TelemetryStoreException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
