package io.hivecore.telemetry.http;

import io.hivecore.http.Cursors;
import io.hivecore.http.Exchange;
import io.hivecore.http.Parameters;
import io.hivecore.telemetry.PageRequest.Ordering;
import io.hivecore.telemetry.PageRequest.Position;
import io.hivecore.telemetry.RecordKind;
import java.util.List;
import java.util.Optional;

/**
 * Positions in lists as opaque texts. One opens only for its tenant, kind, filters and order; how
 * many records a page has may change on the way.
 */
final class ListCursors {
  private final Cursors cursors;

  ListCursors(Cursors cursors) {
    this.cursors = cursors;
  }

  /** Empty when the position is too long, because of texts that the list is ordered by. */
  Optional<String> seal(
      Exchange exchange, RecordKind kind, List<Ordering> ordering, Position position) {
    return ListPosition.encode(position)
        .map(
            bytes ->
                cursors.seal(exchange.tenant(), purpose(exchange.query(), kind, ordering), bytes));
  }

  /**
   * The position in a sealed text.
   *
   * @throws io.hivecore.http.ProblemException 400 when it is none of this list
   */
  Position open(Exchange exchange, RecordKind kind, List<Ordering> ordering, String text) {
    String purpose = purpose(exchange.query(), kind, ordering);
    return ListPosition.decode(cursors.open(exchange.tenant(), purpose, text));
  }

  private static List<String> names(RecordKind kind) {
    return switch (kind) {
      case TRACE -> TraceFilterReader.NAMES;
      case SCORE -> ScoreListRoute.NAMES;
      case USAGE, EXECUTION, TIMELINE, LOG, SPAN, METRIC_POINT -> FilterReader.NAMES;
    };
  }

  /** As sent, not as read: what {@code days} stands for moves on with the clock. */
  private static String purpose(Parameters query, RecordKind kind, List<Ordering> ordering) {
    StringBuilder purpose = new StringBuilder("list ").append(kind.wireName());
    for (Ordering key : ordering) {
      purpose.append(key.descending() ? " -" : " ").append(key.field());
    }
    for (String name : names(kind)) {
      for (String value : query.many(name).stream().sorted().toList()) {
        // With its length before it no value can look like the next name.
        purpose.append('\n').append(name).append(value.length()).append('=').append(value);
      }
    }
    return purpose.toString();
  }
}
