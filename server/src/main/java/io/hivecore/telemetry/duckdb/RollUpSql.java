package io.hivecore.telemetry.duckdb;

/** The roll-up rows that replace others, or that records give. */
final class RollUpSql {
  private static final String KEYS = "tenant, bucket, project_id, agent_name, model_name";

  private RollUpSql() {}

  /**
   * One row for each of the keys, in order of tenant and time.
   *
   * @param source a table or a query in brackets with roll-up rows
   */
  static String summed(String source) {
    return """
    WITH
    source AS MATERIALIZED (FROM %2$s),
    bins AS (
      SELECT %1$s, bin, sum(bin_calls)::INTEGER AS bin_calls
      FROM (SELECT %1$s, unnest(bins) AS bin, unnest(bin_calls) AS bin_calls FROM source)
      GROUP BY %1$s, bin
    ),
    lists AS (
      SELECT %1$s, list(bin ORDER BY bin) AS bins, list(bin_calls ORDER BY bin) AS bin_calls
      FROM bins
      GROUP BY %1$s
    ),
    sums AS (
      SELECT %1$s, %3$s
      FROM source
      GROUP BY %1$s
    )
    SELECT sums.*, bins, bin_calls
    FROM sums JOIN lists USING (%1$s)
    ORDER BY tenant, bucket
    """
        .formatted(KEYS, source, UsageSums.SUMMED);
  }

  /** The rows of a segment's usage records that satisfy a condition, which occurs once in it. */
  static String ofRecords(Segment segment, String condition) {
    return summed(
        """
        (
          SELECT tenant, bucket, project_id, agent_name, model_name, %1$s,
            [bin] AS bins, [calls::INTEGER] AS bin_calls
          FROM (
            SELECT
              tenant,
              make_timestamp(epoch_us(timestamp)
                - (epoch_us(timestamp) %% %2$d + %2$d) %% %2$d) AS bucket,
              project_id, agent_name, model_name,
              %3$s AS bin, %4$s
            FROM %5$s.usage
            WHERE %6$s
            GROUP BY tenant, bucket, project_id, agent_name, model_name, bin
          )
        )
        """
            .formatted(
                UsageSums.ROLLED_UP,
                RollUp.BUCKET_MICROS,
                DurationBins.SQL,
                UsageSums.RAW,
                segment.schema(),
                condition));
  }
}
