package io.hivecore.telemetry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for: behind a position, or after skipping a number of records.
 *
 * @param ordering non-empty; the id, in the direction of the first, makes it total
 * @param after the position of the last record of the page before; null to count from the beginning
 * @param offset records to skip; 0 when {@code after} is given
 * @param limit at least 1
 */
public record PageRequest(
    List<Ordering> ordering, @Nullable Position after, long offset, int limit) {
  public PageRequest {
    ordering = List.copyOf(ordering);
    if (ordering.isEmpty() || offset < 0 || limit < 1 || (after != null && offset > 0)) {
      throw new IllegalArgumentException("not a page: " + ordering + " " + offset + " " + limit);
    }
  }

  /**
   * One key of the order.
   *
   * @param field the wire name of a field of the kind, one of {@link
   *     TelemetryQueries#orderableFields}
   */
  public record Ordering(String field, boolean descending) {}

  /**
   * Where a record stands in an ordered list.
   *
   * @param keys the record's value for each ordering, as text; null for a missing one
   * @param id the record's id
   */
  public record Position(List<@Nullable String> keys, java.util.UUID id) {}
}
