package io.hivecore.ingest.otlp;

import io.hivecore.ingest.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request of which nothing can be taken. The message says why, for the sender to read. */
public final class MalformedOtlpException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // Never serialized.
  private final List<FieldError> errors;

  MalformedOtlpException(String message) {
    this(message, List.of(), null);
  }

  MalformedOtlpException(String message, Throwable cause) {
    this(message, List.of(), cause);
  }

  /** For one field that is wrong. */
  MalformedOtlpException(FieldError error) {
    this(error.field() + ": " + error.detail(), List.of(error), null);
  }

  private MalformedOtlpException(
      String message, List<FieldError> errors, @Nullable Throwable cause) {
    super(message, cause);
    this.errors = List.copyOf(errors);
  }

  /** The fields that are wrong; empty when the reason is not a field. */
  public List<FieldError> errors() {
    return errors;
  }
}
