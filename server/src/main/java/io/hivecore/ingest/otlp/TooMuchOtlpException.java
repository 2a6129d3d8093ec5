package io.hivecore.ingest.otlp;

/** A request with more in it than one request may hold. The message says of what. */
public final class TooMuchOtlpException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooMuchOtlpException(String message) {
    super(message);
  }
}
