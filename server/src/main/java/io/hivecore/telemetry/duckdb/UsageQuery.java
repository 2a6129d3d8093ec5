package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.Dimension;
import io.hivecore.telemetry.RecordFilter;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TrendPoint;
import io.hivecore.telemetry.UsageGroup;
import io.hivecore.telemetry.UsageTotals;
import java.sql.SQLException;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sums over usage, by group and by bucket of time. Whole 15-minute buckets come from the roll-up
 * rows; what is cut off at either end, and all of it where the roll-ups do not know a dimension,
 * comes from the records.
 */
final class UsageQuery {
  private final int tenant;
  private final RecordFilter filter;
  private final List<Dimension> dimensions;
  private final @Nullable TimeAxis axis;
  private final List<Object> values = new ArrayList<>();

  UsageQuery(int tenant, RecordFilter filter, List<Dimension> dimensions, @Nullable TimeAxis axis) {
    this.tenant = tenant;
    this.filter = filter;
    this.dimensions = List.copyOf(dimensions);
    this.axis = axis;
  }

  UsageTotals totals(QuerySession session) throws SQLException {
    List<UsageTotals> totals =
        session.query(
            sql(session.segments(), "", ""),
            values,
            row -> {
              row.whole();
              return UsageSums.read(row);
            });
    return totals.isEmpty() ? UsageTotals.ZERO : totals.getFirst();
  }

  List<UsageGroup> groups(QuerySession session, int limit) throws SQLException {
    String most = "ORDER BY total_tokens DESC, " + groupColumns() + " LIMIT " + limit;
    return session.query(
        sql(session.segments(), most, "ORDER BY total_tokens DESC, " + groupColumns()),
        values,
        row -> {
          row.whole();
          return new UsageGroup(groupValues(row), UsageSums.read(row));
        });
  }

  List<TrendPoint> trend(QuerySession session) throws SQLException {
    TimeAxis periods = java.util.Objects.requireNonNull(axis);
    return session.query(
        sql(session.segments(), "", "ORDER BY " + groupColumns()),
        values,
        row -> {
          ZonedDateTime period = periods.start((int) row.whole());
          return new TrendPoint(period, groupValues(row), UsageSums.read(row));
        });
  }

  private List<String> groupValues(ColumnReader row) throws SQLException {
    List<String> groupValues = new ArrayList<>();
    for (int i = 0; i < dimensions.size(); i++) {
      groupValues.add(row.text());
    }
    return groupValues;
  }

  /** The period, then the dimensions; without an axis all is one period. */
  private String groupColumns() {
    var columns = new StringBuilder("period");
    for (int i = 0; i < dimensions.size(); i++) {
      columns.append(", dimension").append(i);
    }
    return columns.toString();
  }

  private String sql(SegmentSet segments, String most, String order) {
    values.clear();
    return """
    WITH
    %s
    part AS (
    %s
    ),
    sums AS (
      SELECT %s, %s
      FROM part
      GROUP BY %s
      %s
    ),
    bins AS (
      SELECT %s, bin, sum(bin_calls) AS bin_calls
      FROM (SELECT %s, unnest(bins) AS bin, unnest(bin_calls) AS bin_calls FROM part)
      GROUP BY %s, bin
    ),
    ranked AS (
      SELECT %s, bin,
        sum(bin_calls) OVER (PARTITION BY %s ORDER BY bin) AS up_to,
        sum(bin_calls) OVER (PARTITION BY %s) AS calls
      FROM bins
    ),
    percentiles AS (
      SELECT %s,
        min(bin) FILTER (up_to >= 0.50 * calls) AS p50,
        min(bin) FILTER (up_to >= 0.95 * calls) AS p95,
        min(bin) FILTER (up_to >= 0.99 * calls) AS p99
      FROM ranked
      GROUP BY %s
    )
    SELECT %s, calls, input_tokens, output_tokens, total_tokens,
      cache_read_tokens, cache_write_tokens, reasoning_tokens,
      cost_micros, cost_rest24, cost_rest38, unpriced_calls, duration_ms,
      p50, p95, p99
    FROM sums JOIN percentiles USING (%s)
    %s
    """
        .formatted(
            axisTable(),
            String.join("UNION ALL\n", branches(segments)),
            groupColumns(),
            UsageSums.SUMMED,
            groupColumns(),
            most,
            groupColumns(),
            groupColumns(),
            groupColumns(),
            groupColumns(),
            groupColumns(),
            groupColumns(),
            groupColumns(),
            groupColumns(),
            groupColumns(),
            groupColumns(),
            order);
  }

  private String axisTable() {
    if (axis == null) {
      return "";
    }
    values.add(axis.startsText());
    values.add(axis.endsText());
    return """
    axis AS (
      SELECT period, unnest(range(starts, ends, %d)) AS slot
      FROM (
        SELECT
          generate_subscripts(starts, 1) - 1 AS period,
          unnest(starts) AS starts,
          unnest(ends) AS ends
        FROM (SELECT ?::BIGINT[] AS starts, ?::BIGINT[] AS ends)
      )
    ),
    """
        .formatted(axis.slotMicros());
  }

  private List<String> branches(SegmentSet segments) {
    List<String> branches = new ArrayList<>();
    Split split = split();
    for (Segment segment : segments.segments()) {
      if (split.rolledUp() != null && overlaps(segments, segment, split.rolledUp(), true)) {
        branches.add(rolledUp(segment, split.rolledUp()));
      }
      for (Span span : split.raw()) {
        if (overlaps(segments, segment, span, false)) {
          branches.add(raw(segment, span));
        }
      }
    }
    return branches;
  }

  /**
   * From the one microsecond, included, to the other, excluded.
   *
   * @param from null for no limit
   * @param to null for no limit
   */
  private record Span(@Nullable Long from, @Nullable Long to) {}

  private record Split(@Nullable Span rolledUp, List<Span> raw) {}

  private Split split() {
    Long from = filter.from() == null ? null : Micros.ceil(filter.from());
    Long to = filter.to() == null ? null : Micros.ceil(filter.to());
    boolean onlyRaw =
        !filter.roundIds().isEmpty()
            || dimensions.contains(Dimension.ROUND)
            || (axis != null && axis.slotMicros() < RollUp.BUCKET_MICROS);
    if (onlyRaw) {
      return new Split(null, List.of(new Span(from, to)));
    }
    Long firstWhole = from == null ? null : -floor(-from);
    Long lastWhole = to == null ? null : (Long) floor(to);
    if (firstWhole != null && lastWhole != null && firstWhole >= lastWhole) {
      return new Split(null, List.of(new Span(from, to)));
    }
    List<Span> raw = new ArrayList<>();
    if (firstWhole != null && !firstWhole.equals(from)) {
      raw.add(new Span(from, firstWhole));
    }
    if (lastWhole != null && !lastWhole.equals(to)) {
      raw.add(new Span(lastWhole, to));
    }
    return new Split(new Span(firstWhole, lastWhole), raw);
  }

  private static long floor(long micros) {
    return Math.floorDiv(micros, RollUp.BUCKET_MICROS) * RollUp.BUCKET_MICROS;
  }

  private static boolean overlaps(
      SegmentSet segments, Segment segment, Span span, boolean rolledUp) {
    if (segment == segments.open()) {
      return true;
    }
    Extent.Range range = segment.extent().of(RecordKind.USAGE);
    long min = rolledUp ? floor(range.minMicros()) : range.minMicros();
    return range.rows() > 0
        && (span.from() == null || range.maxMicros() >= span.from())
        && (span.to() == null || min < span.to());
  }

  private String rolledUp(Segment segment, Span span) {
    Conditions conditions =
        new Conditions(tenant)
            .between("bucket", span.from(), span.to())
            .matching(RecordKind.USAGE, filter);
    values.addAll(conditions.values());
    return """
    SELECT %s, %s, bins, bin_calls
    FROM %s.usage_rollup %s
    WHERE %s
    """
        .formatted(
            selectedGroup(),
            UsageSums.ROLLED_UP,
            segment.schema(),
            joinedAxis("epoch_us(bucket)"),
            conditions.sql());
  }

  private String raw(Segment segment, Span span) {
    Conditions conditions =
        new Conditions(tenant)
            .between("timestamp", span.from(), span.to())
            .matching(RecordKind.USAGE, filter);
    values.addAll(conditions.values());
    long slot = axis == null ? 1 : axis.slotMicros();
    return """
    SELECT * EXCLUDE (bin), [bin] AS bins, [calls] AS bin_calls
    FROM (
      SELECT %s, %s AS bin, %s
      FROM %s.usage %s
      WHERE %s
      GROUP BY %s, bin
    )
    """
        .formatted(
            selectedGroup(),
            DurationBins.SQL,
            UsageSums.RAW,
            segment.schema(),
            joinedAxis(
                "epoch_us(timestamp) - (epoch_us(timestamp) %% %1$d + %1$d) %% %1$d"
                    .formatted(slot)),
            conditions.sql(),
            groupColumns());
  }

  private String selectedGroup() {
    var columns = new StringBuilder(axis == null ? "0 AS period" : "axis.period");
    for (int i = 0; i < dimensions.size(); i++) {
      columns.append(", ").append(column(dimensions.get(i))).append(" AS dimension").append(i);
    }
    return columns.toString();
  }

  private String joinedAxis(String slot) {
    return axis == null ? "" : "JOIN axis ON axis.slot = " + slot;
  }

  private static String column(Dimension dimension) {
    return switch (dimension) {
      case AGENT_NAME -> "agent_name";
      case MODEL_NAME -> "model_name";
      case PROJECT -> "project_id";
      case ROUND -> "round_id";
    };
  }
}
