package io.hivecore.ingest;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Records were not taken, and none of them will be stored; the sender may try again. */
public final class IngestRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** This tenant has too much waiting already; others have not. */
    TENANT_FULL("too_many_requests"),
    /** Too much is waiting, or the device failed, or the server is stopping. */
    UNAVAILABLE("unavailable"),
    /** There is no room on the disk. */
    NO_ROOM("no_room");

    private final String code;

    Reason(String code) {
      this.code = code;
    }

    /** Stable, in snake case. */
    public String code() {
      return code;
    }
  }

  private final Reason reason;
  private final Duration retryAfter;

  public IngestRefusedException(
      Reason reason, String message, Duration retryAfter, @Nullable Throwable cause) {
    super(message, cause);
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
