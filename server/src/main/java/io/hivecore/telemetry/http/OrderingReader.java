package io.hivecore.telemetry.http;

import io.hivecore.http.QueryReader;
import io.hivecore.telemetry.PageRequest.Ordering;
import io.hivecore.telemetry.RecordKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code ordering}: names of fields, separated by commas, each with a minus to turn it. */
final class OrderingReader {
  private OrderingReader() {}

  /** The order asked for; the newest first when none of the names is known, as in the original. */
  static List<Ordering> read(QueryReader query, RecordKind kind, Set<String> known) {
    Map<String, Ordering> chosen = new LinkedHashMap<>();
    for (String text : query.list("ordering")) {
      boolean descending = text.startsWith("-");
      String field = descending ? text.substring(1) : text;
      if (known.contains(field)) {
        chosen.putIfAbsent(field, new Ordering(field, descending));
      }
    }
    return chosen.isEmpty() ? newestFirst(kind) : List.copyOf(chosen.values());
  }

  static List<Ordering> newestFirst(RecordKind kind) {
    return List.of(new Ordering(timeField(kind), true));
  }

  private static String timeField(RecordKind kind) {
    return kind == RecordKind.EXECUTION ? "start_time" : "timestamp";
  }
}
