package io.hivecore.ingest.clients;

/** A body of which nothing can be taken. The message says why, for the sender to read. */
public final class MalformedBodyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedBodyException(String message) {
    super(message);
  }

  MalformedBodyException(String message, Throwable cause) {
    super(message, cause);
  }
}
