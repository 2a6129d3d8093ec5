package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.RecordFilter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a span of time into whole days, whole quarters of an hour, and what is left at its ends. */
final class TimeSpans {
  private TimeSpans() {}

  /**
   * A part of the span, and which roll-up answers for it.
   *
   * @param rollUp null where only the records can tell
   * @param from included; null for no limit
   * @param to excluded; null for no limit
   */
  record Part(@Nullable RollUp rollUp, @Nullable Long from, @Nullable Long to) {
    boolean overlaps(Extent.Range range) {
      // A bucket begins before the earliest record in it.
      return range.rows() > 0
          && (from == null || range.maxMicros() >= from)
          && (to == null || range.minMicros() < to);
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
    List<RollUp> usable = new ArrayList<>();
    if (!onlyRecords) {
      for (RollUp rollUp : RollUp.values()) {
        if (slotMicros == null || slotMicros % rollUp.widthMicros() == 0) {
          usable.add(rollUp);
        }
      }
    }
    List<Part> parts = new ArrayList<>();
    split(whole, usable, parts);
    return parts;
  }

  /** Takes the widest buckets out of the middle, and leaves both ends to the next finer ones. */
  private static void split(Part span, List<RollUp> usable, List<Part> parts) {
    if (span.from() != null && span.to() != null && span.from() >= span.to()) {
      return;
    }
    if (usable.isEmpty()) {
      parts.add(span);
      return;
    }
    RollUp widest = usable.getLast();
    List<RollUp> finer = usable.subList(0, usable.size() - 1);
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
