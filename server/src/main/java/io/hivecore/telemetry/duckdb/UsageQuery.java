package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.Dimension;
import io.hivecore.telemetry.RecordFilter;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TrendPoint;
import io.hivecore.telemetry.UsageDetail;
import io.hivecore.telemetry.UsageGroup;
import io.hivecore.telemetry.UsageTotals;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Sums over usage, by group and by bucket of time. Of a sealed segment, whole days and quarters of
 * an hour come from its roll-ups; what is cut off at either end, all of a segment that is not
 * sealed yet, and all of it where the roll-ups do not know a dimension, come from the records.
 */
final class UsageQuery {
  private final int tenant;
  private final RecordFilter filter;
  private final List<Dimension> dimensions;
  private final @Nullable TimeAxis axis;
  private final List<TimeSpans.Part> parts;

  UsageQuery(int tenant, RecordFilter filter, List<Dimension> dimensions, @Nullable TimeAxis axis) {
    this.tenant = tenant;
    this.filter = filter;
    this.dimensions = List.copyOf(dimensions);
    this.axis = axis;
    boolean onlyRecords = !filter.roundIds().isEmpty() || dimensions.contains(Dimension.ROUND);
    this.parts = TimeSpans.split(filter, onlyRecords, axis == null ? null : axis.slotMicros());
  }

  /** The period on the axis, 0 without one, and a value for each dimension. */
  private record Group(int period, List<String> values) {}

  private record GroupSums(Group group, UsageTotals totals) {}

  UsageTotals totals(QuerySession session) throws SQLException {
    List<GroupSums> sums = sums(session, "");
    // A sum over no rows is one row all the same where nothing is grouped by.
    return sums.isEmpty() ? UsageTotals.ZERO : sums.getFirst().totals();
  }

  List<UsageGroup> groups(QuerySession session, int limit, UsageDetail detail) throws SQLException {
    String order = "ORDER BY total_tokens DESC, %s LIMIT %d".formatted(group(), limit);
    return (detail == UsageDetail.SUMS ? sumsOnly(session, order) : sums(session, order))
        .stream().map(sum -> new UsageGroup(sum.group().values(), sum.totals())).toList();
  }

  List<TrendPoint> trend(QuerySession session) throws SQLException {
    TimeAxis periods = Objects.requireNonNull(axis);
    return sums(session, "ORDER BY " + group()).stream()
        .map(
            sum ->
                new TrendPoint(
                    periods.start(sum.group().period()), sum.group().values(), sum.totals()))
        .toList();
  }

  private List<GroupSums> sums(QuerySession session, String order) throws SQLException {
    List<GroupSums> sums = sumsOnly(session, order);
    Map<Group, DurationBins> bins = bins(session, sums);
    return sums.stream()
        .map(
            sum ->
                new GroupSums(
                    sum.group(),
                    UsageSums.with(
                        sum.totals(), bins.getOrDefault(sum.group(), new DurationBins()))))
        .toList();
  }

  private List<GroupSums> sumsOnly(QuerySession session, String order) throws SQLException {
    List<Object> values = new ArrayList<>();
    String sql =
        """
        WITH %s part AS (
        %s
        )
        SELECT %s, %s
        FROM part
        GROUP BY %s
        %s
        """
            .formatted(
                axis(values),
                branches(session.segments(), Figures.SUMS, values),
                group(),
                UsageSums.OF_SUMS,
                group(),
                order);
    return session.query(sql, values, row -> new GroupSums(readGroup(row), UsageSums.read(row)));
  }

  private Map<Group, DurationBins> bins(QuerySession session, List<GroupSums> sums)
      throws SQLException {
    Map<Group, DurationBins> bins = new HashMap<>();
    if (sums.isEmpty()) {
      return bins;
    }
    List<Object> values = new ArrayList<>();
    String sql =
        """
        WITH %s part AS (
        %s
        )
        SELECT %s, bin, sum(calls)
        FROM part
        GROUP BY %s, bin
        """
            .formatted(
                axis(values), branches(session.segments(), Figures.BINS, values), group(), group());
    session.query(
        sql,
        values,
        row -> {
          DurationBins counts = bins.computeIfAbsent(readGroup(row), ignored -> new DurationBins());
          counts.add((int) row.whole(), row.whole());
          return counts;
        });
    return bins;
  }

  private Group readGroup(ColumnReader row) throws SQLException {
    int period = (int) row.whole();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < dimensions.size(); i++) {
      texts.add(row.text());
    }
    return new Group(period, texts);
  }

  private String axis(List<Object> values) {
    return axis == null ? "" : axis.sql(values) + ",";
  }

  /** What a query asks of each part: how the tables and the records give it. */
  private enum Figures {
    SUMS(UsageSums.COLUMNS, UsageSums.OF_RECORDS, "") {
      @Override
      String table(RollUp rollUp, Segment segment) {
        return rollUp.sumsTable(segment);
      }
    },
    BINS("bin, calls", DurationBins.SQL + " AS bin, count(*) AS calls", ", bin") {
      @Override
      String table(RollUp rollUp, Segment segment) {
        return rollUp.binsTable(segment);
      }
    };

    private final String rolledUp;
    private final String ofRecords;
    private final String groupedAlsoBy;

    Figures(String rolledUp, String ofRecords, String groupedAlsoBy) {
      this.rolledUp = rolledUp;
      this.ofRecords = ofRecords;
      this.groupedAlsoBy = groupedAlsoBy;
    }

    abstract String table(RollUp rollUp, Segment segment);
  }

  private String branches(SegmentSet segments, Figures figures, List<Object> values) {
    List<String> branches = new ArrayList<>();
    for (Segment segment : segments.segments()) {
      if (!segments.rolledUp().contains(segment)) {
        branches.add(records(segment, TimeSpans.recordsOnly(filter), figures, values));
        continue;
      }
      for (TimeSpans.Part part : parts) {
        if (part.overlaps(segment.extent().of(RecordKind.USAGE))) {
          branches.add(
              part.rollUp() == null
                  ? records(segment, part, figures, values)
                  : rolledUp(segment, part.rollUp(), part, figures, values));
        }
      }
    }
    return String.join("UNION ALL\n", branches);
  }

  private String rolledUp(
      Segment segment, RollUp rollUp, TimeSpans.Part part, Figures figures, List<Object> values) {
    Conditions conditions = conditions("bucket", part);
    values.addAll(conditions.values());
    return """
    SELECT %s, %s
    FROM %s %s
    WHERE %s
    """
        .formatted(
            selectedGroup(),
            figures.rolledUp,
            figures.table(rollUp, segment),
            joinedAxis("bucket"),
            conditions.sql());
  }

  private String records(
      Segment segment, TimeSpans.Part part, Figures figures, List<Object> values) {
    Conditions conditions = conditions("timestamp", part);
    values.addAll(conditions.values());
    return """
    SELECT %s, %s
    FROM %s.usage %s
    WHERE %s
    GROUP BY %s%s
    """
        .formatted(
            selectedGroup(),
            figures.ofRecords,
            segment.schema(),
            joinedAxis("timestamp"),
            conditions.sql(),
            group(),
            figures.groupedAlsoBy);
  }

  private Conditions conditions(String column, TimeSpans.Part part) {
    return new Conditions(tenant)
        .between(column, part.from(), part.to())
        .matching(RecordKind.USAGE, filter);
  }

  /** The period, then the dimensions; without an axis all is one period. */
  private String group() {
    List<String> columns = new ArrayList<>(List.of("period"));
    IntStream.range(0, dimensions.size()).forEach(i -> columns.add("dimension" + i));
    return String.join(", ", columns);
  }

  private String selectedGroup() {
    List<String> columns = new ArrayList<>(List.of(axis == null ? "0 AS period" : "period"));
    for (int i = 0; i < dimensions.size(); i++) {
      columns.add(column(dimensions.get(i)) + " AS dimension" + i);
    }
    return String.join(", ", columns);
  }

  private String joinedAxis(String column) {
    if (axis == null) {
      return "";
    }
    // Floor division, also before 1970.
    return "JOIN axis ON axis.slot = epoch_us(%1$s) - (epoch_us(%1$s) %% %2$d + %2$d) %% %2$d"
        .formatted(column, axis.slotMicros());
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
