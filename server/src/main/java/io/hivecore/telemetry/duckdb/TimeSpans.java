package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.RecordFilter;
import io.hivecore.telemetry.rollup.BucketWidth;
import io.hivecore.telemetry.rollup.UsageRollUp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Cuts a span of time into whole days, whole quarters of an hour, and what is left at its ends. */
final class TimeSpans {
  private TimeSpans() {}

  /**
   * A part of the span, and which buckets make it up.
   *
   * @param width null where only the records can tell
   * @param from included; null for no limit
   * @param to excluded; null for no limit
   */
  record Part(@Nullable BucketWidth width, @Nullable Long from, @Nullable Long to) {
    boolean overlaps(Extent.Range range) {
      return range.rows() > 0
          && (from == null || range.maxMicros() >= from)
          && (to == null || range.minMicros() < to);
    }

    Optional<UsageRollUp.Span> rolledUp() {
      return width == null ? Optional.empty() : Optional.of(new UsageRollUp.Span(width, from, to));
    }
  }

  static Part recordsOnly(RecordFilter filter) {
    return new Part(
        null,
        filter.from() == null ? null : Micros.ceil(filter.from()),
        filter.to() == null ? null : Micros.ceil(filter.to()));
  }

  /**
   * The parts, none of which overlap.
   *
   * @param slotMicros the finest width that must stay apart; null for none
   */
  static List<Part> split(RecordFilter filter, boolean onlyRecords, @Nullable Long slotMicros) {
    Part whole = recordsOnly(filter);
    List<BucketWidth> usable = new ArrayList<>();
    if (!onlyRecords) {
      for (BucketWidth width : BucketWidth.values()) {
        if (slotMicros == null || slotMicros % width.micros() == 0) {
          usable.add(width);
        }
      }
    }
    List<Part> parts = new ArrayList<>();
    split(whole, usable, parts);
    return parts;
  }

  /** Takes the widest buckets out of the middle, and leaves both ends to the next finer ones. */
  private static void split(Part span, List<BucketWidth> usable, List<Part> parts) {
    if (span.from() != null && span.to() != null && span.from() >= span.to()) {
      return;
    }
    if (usable.isEmpty()) {
      parts.add(span);
      return;
    }
    BucketWidth widest = usable.getLast();
    List<BucketWidth> finer = usable.subList(0, usable.size() - 1);
    Long from = span.from() == null ? null : (Long) widest.ceil(span.from());
    Long to = span.to() == null ? null : (Long) widest.floor(span.to());
    if (from != null && to != null && from >= to) {
      split(span, finer, parts);
      return;
    }
    if (from != null) {
      split(new Part(null, span.from(), from), finer, parts);
    }
    parts.add(new Part(widest, from, to));
    if (to != null) {
      split(new Part(null, to, span.to()), finer, parts);
    }
  }
}
