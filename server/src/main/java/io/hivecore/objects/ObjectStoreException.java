package io.hivecore.objects;

import org.jspecify.annotations.Nullable;

/** The store of objects could not do what was asked. The message is for the operator. */
public final class ObjectStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** The disk is full. */
    NO_ROOM,
    /** Anything else. */
    FAILED
  }

  private final Reason reason;

  public ObjectStoreException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
