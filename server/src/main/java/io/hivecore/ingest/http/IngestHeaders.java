package io.hivecore.ingest.http;

import io.hivecore.http.Exchange;
import io.hivecore.http.Problem;
import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.Ingest;
import java.util.Optional;
import java.util.function.Function;

/** What headers say of all records of a request. */
final class IngestHeaders {
  private static final int MOST_NAME = 100;
  private static final int MOST_KEY = 255;

  private IngestHeaders() {}

  static Arrival arrival(Exchange exchange, Ingest ingest) {
    return arrival(exchange::header, ingest);
  }

  /**
   * The same for a protocol with headers of its own.
   *
   * @param header the first value of a header
   */
  static Arrival arrival(Function<String, Optional<String>> header, Ingest ingest) {
    return ingest.arrival(
        value(header, IngestRoutes.PROJECT_HEADER, MOST_NAME),
        value(header, IngestRoutes.ROUND_HEADER, MOST_NAME),
        value(header, IngestRoutes.KEY_HEADER, MOST_KEY));
  }

  private static String value(Function<String, Optional<String>> header, String name, int most) {
    String value = header.apply(name).orElse("");
    // Counted as in bodies: an emoji is one, not two.
    if (value.codePointCount(0, value.length()) > most) {
      throw Problem.invalidHeader(
              name, "Ensure this header has no more than " + most + " characters.")
          .asException();
    }
    return value;
  }
}
