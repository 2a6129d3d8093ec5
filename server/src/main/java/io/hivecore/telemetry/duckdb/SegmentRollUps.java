package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.UsageDetail;
import io.hivecore.telemetry.rollup.BucketWidth;
import io.hivecore.telemetry.rollup.LiveRollUp;
import io.hivecore.telemetry.rollup.RollUpFile;
import io.hivecore.telemetry.rollup.RollUpTrim;
import io.hivecore.telemetry.rollup.RollUpWriter;
import io.hivecore.telemetry.rollup.UsageKey;
import io.hivecore.telemetry.rollup.UsageSum;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBConnection;

/** Makes roll-ups of segments from their records, where there is nothing better. */
final class SegmentRollUps {
  /** A group takes about half a kilobyte. */
  private static final int MOST_GROUPS = 20_000;

  private SegmentRollUps() {}

  /** The groups of one quarter of an hour; a quarter may come several times. */
  private interface Quarters {
    void take(int tenant, long bucket, Map<UsageKey, UsageSum> groups) throws IOException;
  }

  /** The roll-up of a segment that will be written on. */
  static LiveRollUp live(DuckDBConnection connection, Segment segment)
      throws SQLException, IOException {
    var rollUp = new LiveRollUp();
    sumUp(
        connection,
        segment,
        "true",
        List.of(),
        (tenant, bucket, groups) ->
            groups.forEach((key, sum) -> rollUp.add(tenant, bucket, key, sum)));
    return rollUp;
  }

  /** Writes the file of a segment that is no longer written, and puts it in use. */
  static void write(DuckDBConnection connection, Segment segment) throws SQLException, IOException {
    boolean written =
        segment.rollUp() instanceof LiveRollUp live && live.write(segment.rollUpFile());
    if (!written) {
      try (var writer = new RollUpWriter(segment.rollUpFile())) {
        sumUp(connection, segment, "true", List.of(), writer::add);
        writer.finish();
      }
    }
    use(segment);
  }

  /** Puts a segment's file in use. */
  static void use(Segment segment) throws IOException {
    segment.rollUp(RollUpFile.open(segment.rollUpFile()).orElseThrow());
  }

  /**
   * Writes the file of a sealed segment anew, after records were removed from it. The old file has
   * to be gone by then, but the segment still uses it.
   *
   * @param limits microseconds before which nothing of a tenant is left
   */
  static void trim(DuckDBConnection connection, Segment segment, Map<Integer, Long> limits)
      throws SQLException, IOException {
    if (!(segment.rollUp() instanceof RollUpFile before) || before.isDamaged()) {
      write(connection, segment);
      return;
    }
    try (var writer = new RollUpWriter(segment.rollUpFile())) {
      RollUpTrim.copy(before, limits, writer);
      for (Map.Entry<Integer, Long> limit : limits.entrySet()) {
        long day = BucketWidth.DAY.floor(limit.getValue());
        if (limit.getValue() < Long.MAX_VALUE && day < limit.getValue()) {
          Conditions cut =
              new Conditions(limit.getKey())
                  .between("timestamp", day, day + BucketWidth.DAY.micros());
          sumUp(connection, segment, cut.sql(), cut.values(), writer::add);
        }
      }
      writer.finish();
    }
    use(segment);
  }

  private static void sumUp(
      DuckDBConnection connection,
      Segment segment,
      String condition,
      List<Object> values,
      Quarters quarters)
      throws SQLException, IOException {
    var session = new QuerySession(connection, new SegmentSet(List.of(segment)));
    // Day by day: the driver holds all of an answer in memory.
    List<Long> days =
        session.query(
            """
            SELECT DISTINCT epoch_us(date_trunc('day', timestamp))
            FROM (FROM %1$s.usage UNION ALL FROM %1$s.retracted)
            WHERE %2$s
            """
                .formatted(segment.schema(), condition),
            values,
            ColumnReader::whole);
    for (long day : days) {
      sumUpDay(session, segment, condition, values, day, quarters);
    }
  }

  private static void sumUpDay(
      QuerySession session,
      Segment segment,
      String condition,
      List<Object> values,
      long day,
      Quarters quarters)
      throws SQLException, IOException {
    var groups = new QuarterGroups(day, quarters);
    List<Object> all = new ArrayList<>();
    List<String> branches = new ArrayList<>();
    for (String table : List.of("usage", "retracted")) {
      all.add(day);
      all.addAll(values);
      all.add(day);
      all.add(day + BucketWidth.DAY.micros());
      branches.add(
          """
          SELECT tenant, (epoch_us(timestamp) - ?::BIGINT) // %d AS quarter,
            project_id, agent_name, model_name, %s
          FROM %s.%s
          WHERE %s
            AND timestamp >= make_timestamp(?::BIGINT) AND timestamp < make_timestamp(?::BIGINT)
          GROUP BY ALL
          """
              .formatted(
                  BucketWidth.QUARTER.micros(),
                  table.equals("usage") ? UsageSums.COLUMNS : UsageSums.RETRACTED_COLUMNS,
                  segment.schema(),
                  table,
                  condition));
    }
    try {
      session.query(
          String.join("UNION ALL\n", branches) + "ORDER BY tenant, quarter", all, groups::add);
      groups.end();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Puts rows, which come by tenant and quarter, together to the groups of a quarter. */
  private static final class QuarterGroups {
    private final long day;
    private final Quarters quarters;
    private final Map<UsageKey, UsageSum> groups = new HashMap<>();
    private int tenant;
    private long bucket;

    QuarterGroups(long day, Quarters quarters) {
      this.day = day;
      this.quarters = quarters;
    }

    boolean add(ColumnReader row) throws SQLException {
      int rowsTenant = (int) row.whole();
      long rowsBucket = day + row.whole() * BucketWidth.QUARTER.micros();
      if (rowsTenant != tenant || rowsBucket != bucket || groups.size() == MOST_GROUPS) {
        end();
        tenant = rowsTenant;
        bucket = rowsBucket;
      }
      groups
          .computeIfAbsent(
              new UsageKey(row.text(), row.text(), row.text()), ignored -> new UsageSum())
          .add(UsageSums.read(row), UsageDetail.SUMS_AND_DURATIONS);
      return true;
    }

    void end() {
      if (!groups.isEmpty()) {
        try {
          quarters.take(tenant, bucket, groups);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        groups.clear();
      }
    }
  }
}
