package io.hivecore.ingest.http;

import io.hivecore.http.Exchange;
import io.hivecore.http.Problem;
import java.util.Locale;
import java.util.Set;

/** What a request says its body is. A body without a type is taken for JSON. */
final class MediaTypes {
  private static final Set<String> LINES =
      Set.of(
          "application/x-ndjson",
          "application/ndjson",
          "application/jsonl",
          "application/x-jsonlines",
          "application/jsonlines");
  private static final Set<String> FORMS =
      Set.of("application/x-www-form-urlencoded", "multipart/form-data");

  private MediaTypes() {}

  static void requireJson(Exchange exchange) {
    String type = type(exchange);
    if (!isJson(type)) {
      throw refused(type, "application/json");
    }
  }

  /** Whether it is one JSON value a line, and not one JSON value. */
  static boolean requireJsonOrLines(Exchange exchange) {
    String type = type(exchange);
    boolean lines = LINES.contains(type);
    if (!lines && !isJson(type)) {
      throw refused(type, "application/json or application/x-ndjson");
    }
    return lines;
  }

  private static boolean isJson(String type) {
    return type.isEmpty()
        || type.equals("application/json")
        || (type.startsWith("application/") && type.endsWith("+json"));
  }

  private static String type(Exchange exchange) {
    String header = exchange.header("Content-Type").orElse("");
    int semicolon = header.indexOf(';');
    String type = semicolon < 0 ? header : header.substring(0, semicolon);
    return type.strip().toLowerCase(Locale.ROOT);
  }

  private static RuntimeException refused(String type, String expected) {
    String hint =
        FORMS.contains(type)
            ? " Forms are not taken: send JSON, with curl by -H 'Content-Type: application/json'."
            : "";
    String shown = type.length() > 100 ? type.substring(0, 100) + "…" : type;
    return Problem.unsupportedMediaType(
            "Unsupported media type \""
                + shown
                + "\" in request; expected "
                + expected
                + "."
                + hint)
        .asException();
  }
}
