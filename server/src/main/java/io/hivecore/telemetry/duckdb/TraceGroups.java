package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TelemetryStoreException;
import io.hivecore.telemetry.TelemetryStoreException.Reason;
import io.hivecore.telemetry.TraceGroup;
import io.hivecore.telemetry.UsageDetail;
import io.hivecore.telemetry.UsageTotals;
import io.hivecore.telemetry.rollup.UsageSum;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sums over traces by session or end user, segment by segment. */
final class TraceGroups {
  /** Of about half a kilobyte each. */
  private static final int MOST_GROUPS = 200_000;

  private static final Comparator<TraceGroup> LAST_FIRST =
      Comparator.comparing(TraceGroup::last).reversed().thenComparing(TraceGroup::key);

  private final Selection selection;
  private final String column;
  private final Map<String, Sums> groups = new HashMap<>();

  TraceGroups(Selection selection, TraceGroup.By by) {
    this.selection = selection;
    this.column =
        switch (by) {
          case SESSION -> "shown_session_id";
          case USER -> "shown_user_id";
        };
  }

  private static final class Sums {
    private long traces;
    private long errors;
    private long calls;
    private long unpriced;
    private @Nullable Instant first;
    private @Nullable Instant last;
    private final UsageSum usage = new UsageSum();

    TraceGroup group(String key) {
      UsageTotals totals = UsageSum.totals(usage, UsageDetail.SUMS);
      Instant begin = first == null ? Instant.EPOCH : first;
      return new TraceGroup(
          key,
          traces,
          begin,
          last == null ? begin : last,
          errors,
          calls,
          unpriced,
          totals.inputTokens(),
          totals.outputTokens(),
          totals.totalTokens(),
          totals.cost());
    }
  }

  List<TraceGroup> read(QuerySession session, long offset, int limit) throws SQLException {
    for (Segment segment : session.segments().segments()) {
      if (Visible.mayMatch(session.segments(), segment, RecordKind.TRACE, selection.times())) {
        Conditions conditions = selection.conditions().get();
        session.query(
            """
            SELECT %1$s, count(*), epoch_us(min(timestamp)),
              epoch_us(max(coalesce(end_time, timestamp))),
              count(*) FILTER (root_status = 'error'), sum(calls)::BIGINT, sum(unpriced)::BIGINT,
              sum(input_tokens)::BIGINT, sum(output_tokens)::BIGINT, sum(total_tokens)::BIGINT,
              coalesce(sum(cost_micros), 0)::HUGEINT,
              coalesce(sum(cost_rest24), 0)::HUGEINT,
              coalesce(sum(cost_rest38), 0)::HUGEINT
            FROM %2$s.trace
            WHERE %3$s AND %1$s <> ''%4$s
            GROUP BY 1
            """
                .formatted(
                    column,
                    segment.schema(),
                    conditions.sql(),
                    Visible.only(session.segments(), segment, RecordKind.TRACE)),
            conditions.values(),
            this::add);
      }
    }
    return groups.entrySet().stream()
        .map(entry -> entry.getValue().group(entry.getKey()))
        .sorted(LAST_FIRST)
        .skip(offset)
        .limit(limit)
        .toList();
  }

  private long add(ColumnReader row) throws SQLException {
    Sums sums = groups.computeIfAbsent(row.text(), ignored -> new Sums());
    if (groups.size() > MOST_GROUPS) {
      throw new TelemetryStoreException(
          Reason.TOO_MANY_GROUPS,
          "There are more than %,d groups; ask for a shorter range of time, or filter more."
              .formatted(MOST_GROUPS));
    }
    long traces = row.whole();
    Instant first = row.instant();
    Instant last = row.instant();
    sums.traces += traces;
    sums.first = sums.first == null || first.isBefore(sums.first) ? first : sums.first;
    sums.last = sums.last == null || last.isAfter(sums.last) ? last : sums.last;
    sums.errors += row.whole();
    sums.calls += row.whole();
    sums.unpriced += row.whole();
    sums.usage.addTokens(row.whole(), row.whole(), row.whole(), 0, 0, 0);
    sums.usage.addCosts(
        row.hugeWhole().toBigInteger(),
        row.hugeWhole().toBigInteger(),
        row.hugeWhole().toBigInteger(),
        0);
    // Sums of no calls count as nothing.
    sums.usage.addDurations(traces, 0, 0);
    return traces;
  }
}
