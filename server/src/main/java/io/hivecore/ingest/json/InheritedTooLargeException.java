package io.hivecore.ingest.json;

/** The records of one request would take over too much of what is said for all of them. */
public final class InheritedTooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InheritedTooLargeException(long most) {
    super(
        "All records together may inherit at most "
            + most
            + " bytes from headers and from fields beside the list; send fewer at once.");
  }
}
