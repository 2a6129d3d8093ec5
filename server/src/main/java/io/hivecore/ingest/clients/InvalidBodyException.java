package io.hivecore.ingest.clients;

import io.hivecore.ingest.FieldError;
import io.hivecore.ingest.Rejection;
import java.util.List;

/** A field of what a client sent is wrong. */
public final class InvalidBodyException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final String detail;

  InvalidBodyException(String field, String detail) {
    super(field + ": " + detail, null, false, false);
    this.field = field;
    this.detail = detail;
  }

  /** With the field's name. */
  public Rejection rejection() {
    return Rejection.invalid(List.of(new FieldError(field, detail)));
  }
}
