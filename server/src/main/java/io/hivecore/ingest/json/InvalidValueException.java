package io.hivecore.ingest.json;

/** A value that its field cannot take. Caught where the field is known. */
final class InvalidValueException extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidValueException(String detail) {
    // Without a stack trace: a batch may hold 100,000 of them.
    super(detail, null, false, false);
  }

  String detail() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
