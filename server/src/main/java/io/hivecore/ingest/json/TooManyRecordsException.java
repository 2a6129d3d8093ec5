package io.hivecore.ingest.json;

/** A request holds more records than may come at once. */
public final class TooManyRecordsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooManyRecordsException(int most) {
    super("A request may hold at most " + most + " records.");
  }
}
