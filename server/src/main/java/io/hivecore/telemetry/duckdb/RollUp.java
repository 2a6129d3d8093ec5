package io.hivecore.telemetry.duckdb;

import java.util.Arrays;
import java.util.List;

/**
 * Usage summed up by time, project, agent and model, beside the records of a segment that is no
 * longer written: a table of sums, and one of how many calls fell into each duration bin. Its days
 * are UTC's; a row tells of its own segment's records only.
 */
enum RollUp {
  /** All zones' offsets today are multiples of it. */
  QUARTER("usage_quarter", 15 * 60 * 1_000_000L),
  DAY("usage_day", 24 * 60 * 60 * 1_000_000L);

  /** What a table of bins holds, from other tables of bins. */
  static final String BINS_OF_SUMS = "bin, sum(calls)";

  private static final String KEYS = "tenant, bucket, project_id, agent_name, model_name";

  private final String sums;
  private final long widthMicros;

  RollUp(String sums, long widthMicros) {
    this.sums = sums;
    this.widthMicros = widthMicros;
  }

  long widthMicros() {
    return widthMicros;
  }

  /** The beginning of the bucket that holds a time. */
  long floor(long micros) {
    return Math.floorDiv(micros, widthMicros) * widthMicros;
  }

  /** The first beginning of a bucket that is not before a time. */
  long ceil(long micros) {
    return -floor(-micros);
  }

  String sumsTable(Segment segment) {
    return segment.schema() + "." + sums;
  }

  String binsTable(Segment segment) {
    return segment.schema() + "." + sums + "_bins";
  }

  List<String> tables(Segment segment) {
    return List.of(sumsTable(segment), binsTable(segment));
  }

  /** The statements that create the tables of all widths in a segment. */
  static List<String> definitions(Segment segment) {
    return Arrays.stream(values()).flatMap(rollUp -> rollUp.create(segment).stream()).toList();
  }

  private List<String> create(Segment segment) {
    String keys =
        """
        tenant INTEGER NOT NULL,
        bucket TIMESTAMP NOT NULL,
        project_id VARCHAR NOT NULL,
        agent_name VARCHAR NOT NULL,
        model_name VARCHAR NOT NULL,
        """;
    return List.of(
        """
        CREATE TABLE %s (
          %s
          calls BIGINT NOT NULL,
          input_tokens HUGEINT NOT NULL,
          output_tokens HUGEINT NOT NULL,
          total_tokens HUGEINT NOT NULL,
          cache_read_tokens HUGEINT NOT NULL,
          cache_write_tokens HUGEINT NOT NULL,
          reasoning_tokens HUGEINT NOT NULL,
          cost_micros HUGEINT NOT NULL,
          cost_rest24 HUGEINT NOT NULL,
          cost_rest38 HUGEINT NOT NULL,
          unpriced_calls BIGINT NOT NULL,
          duration_ms DOUBLE NOT NULL
        )
        """
            .formatted(sumsTable(segment), keys),
        """
        CREATE TABLE %s (
          %s
          bin SMALLINT NOT NULL,
          calls BIGINT NOT NULL
        )
        """
            .formatted(binsTable(segment), keys));
  }

  /**
   * The statements that fill the tables of all widths from the records of the segment. A condition
   * on tenant and bucket keeps it to some of them; its question marks are the same in each
   * statement.
   */
  static List<String> fromRecords(Segment segment, String condition) {
    String bucket =
        "make_timestamp(epoch_us(timestamp) - (epoch_us(timestamp) %% %1$d + %1$d) %% %1$d)"
            .formatted(QUARTER.widthMicros);
    String records =
        """
        SELECT *, %s AS bucket, %s AS bin FROM %s.usage
        """
            .formatted(bucket, DurationBins.SQL, segment.schema());
    return List.of(
        insert(QUARTER.sumsTable(segment), UsageSums.OF_RECORDS, records, condition),
        insert(QUARTER.binsTable(segment), "bin, count(*)", records, condition),
        insert(
            DAY.sumsTable(segment), UsageSums.OF_SUMS, days(QUARTER.sumsTable(segment)), condition),
        insert(
            DAY.binsTable(segment),
            "bin, sum(calls)",
            days(QUARTER.binsTable(segment)),
            condition));
  }

  private static String days(String table) {
    return "SELECT * REPLACE (date_trunc('day', bucket) AS bucket) FROM " + table;
  }

  /** A statement that sums rows up into a table. */
  static String insert(String table, String summed, String source, String condition) {
    String bin = summed.startsWith("bin") ? ", bin" : "";
    return """
    INSERT INTO %1$s
    SELECT %2$s, %3$s
    FROM (%4$s)
    WHERE %5$s
    GROUP BY %2$s%6$s
    ORDER BY tenant, bucket
    """
        .formatted(table, KEYS, summed, source, condition, bin);
  }
}
