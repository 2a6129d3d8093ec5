package io.hivecore.telemetry.duckdb;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills the roll-ups of a merged segment from those of its sources, some buckets after the others,
 * so that it gets along with little memory however many groups there are. What is too much even for
 * one bucket is copied as it is: a roll-up may have several rows of one group.
 */
final class RollUpMerge {
  /** A row's sums take about 0.4 kB while they are added up. */
  private static final long ROWS_AT_ONCE = 50_000;

  private final QuerySession session;
  private final List<Segment> sources;

  RollUpMerge(QuerySession session, List<Segment> sources) {
    this.session = session;
    this.sources = sources;
  }

  void into(Segment merged) throws SQLException {
    for (RollUp rollUp : RollUp.values()) {
      fill(
          rollUp.sumsTable(merged),
          all(sources.stream().map(rollUp::sumsTable).toList()),
          UsageSums.OF_SUMS);
      fill(
          rollUp.binsTable(merged),
          all(sources.stream().map(rollUp::binsTable).toList()),
          RollUp.BINS_OF_SUMS);
    }
  }

  /**
   * Some buckets.
   *
   * @param first the first one's beginning in microseconds
   * @param last the last one's
   */
  private record Slice(long first, long last, long rows) {
    Slice with(Slice next) {
      return new Slice(first, next.last, rows + next.rows);
    }
  }

  private void fill(String table, String rows, String summed) throws SQLException {
    for (Slice slice : slices(rows)) {
      String condition =
          "bucket BETWEEN make_timestamp(%d) AND make_timestamp(%d)"
              .formatted(slice.first(), slice.last());
      session.execute(
          slice.rows() <= 2 * ROWS_AT_ONCE
              ? RollUp.insert(table, summed, rows, condition)
              : "INSERT INTO %s FROM (%s) WHERE %s".formatted(table, rows, condition),
          List.of());
    }
  }

  private List<Slice> slices(String rows) throws SQLException {
    List<Slice> slices = new ArrayList<>();
    for (Slice bucket :
        session.query(
            "SELECT epoch_us(bucket), count(*) FROM (%s) GROUP BY bucket ORDER BY bucket"
                .formatted(rows),
            List.of(),
            row -> {
              long at = row.whole();
              return new Slice(at, at, row.whole());
            })) {
      if (!slices.isEmpty() && slices.getLast().rows() + bucket.rows() <= ROWS_AT_ONCE) {
        slices.addLast(slices.removeLast().with(bucket));
      } else {
        slices.add(bucket);
      }
    }
    return slices;
  }

  private static String all(List<String> tables) {
    return String.join(" UNION ALL ", tables.stream().map(table -> "FROM " + table).toList());
  }
}
