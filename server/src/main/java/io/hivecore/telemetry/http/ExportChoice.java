package io.hivecore.telemetry.http;

import io.hivecore.http.Exchange;
import io.hivecore.http.QueryReader;
import io.hivecore.telemetry.ExportFormat;
import java.util.Locale;
import java.util.Optional;

/** Decides between JSON and the formats of an export. */
final class ExportChoice {
  static final String CSV = "text/csv";
  static final String PARQUET = "application/vnd.apache.parquet";

  private ExportChoice() {}

  private enum Wanted {
    JSON(Optional.empty()),
    CSV(Optional.of(ExportFormat.CSV)),
    PARQUET(Optional.of(ExportFormat.PARQUET));

    private final Optional<ExportFormat> format;

    Wanted(Optional<ExportFormat> format) {
      this.format = format;
    }

    private String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What {@code format} says or else the Accept header; empty for JSON. Of the header only a plain
   * wish counts: an export's media type that is named before every other.
   */
  static Optional<ExportFormat> read(Exchange exchange, QueryReader query) {
    Optional<Wanted> named = query.oneOf("format", Wanted.values(), Wanted::wireName);
    if (named.isPresent() || query.has("format")) {
      return named.flatMap(wanted -> wanted.format);
    }
    return exchange.header("Accept").flatMap(ExportChoice::ofMediaRange);
  }

  private static Optional<ExportFormat> ofMediaRange(String accept) {
    String first = accept.split("[,;]", 2)[0].strip().toLowerCase(Locale.ROOT);
    return switch (first) {
      case CSV -> Optional.of(ExportFormat.CSV);
      case PARQUET -> Optional.of(ExportFormat.PARQUET);
      default -> Optional.empty();
    };
  }
}
