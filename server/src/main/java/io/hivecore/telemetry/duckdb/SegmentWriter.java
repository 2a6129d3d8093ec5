package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.ExecutionRecord;
import io.hivecore.telemetry.LogRecord;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.telemetry.TimelineRecord;
import io.hivecore.telemetry.UsageRecord;
import io.hivecore.tenancy.TenantId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.duckdb.DuckDBConnection;

/**
 * Appends to the open segment, one transaction after the other. Belongs to the writer's thread.
 *
 * <p>Implementation note: transactions are begun and ended by statements. With auto-commit off,
 * DuckDB's driver (2.0.0) begins one at the next statement only, and what appenders hand over
 * before that is committed at once, each table by itself: queries and a kill then saw halves.
 */
final class SegmentWriter implements AutoCloseable {
  private static final String MAIN = "main";

  private final DuckDBConnection connection;
  private final Segment segment;
  private final RowAppender usage;
  private final RowAppender executions;
  private final RowAppender timeline;
  private final RowAppender logs;
  private final RowAppender superseded;
  private final RowAppender tenants;
  private final PreparedStatement mark;
  private final Set<Integer> knownTenants;
  private final Set<Integer> newTenants = new HashSet<>();

  /**
   * A writer of a segment.
   *
   * @param connection used by this writer alone
   * @param knownTenants the keys that the segment already explains
   */
  SegmentWriter(DuckDBConnection connection, Segment segment, Set<Integer> knownTenants)
      throws SQLException {
    this.connection = connection;
    this.segment = segment;
    this.knownTenants = new HashSet<>(knownTenants);
    usage = appender(RecordKind.USAGE.wireName());
    executions = appender(RecordKind.EXECUTION.wireName());
    timeline = appender(RecordKind.TIMELINE.wireName());
    logs = appender(RecordKind.LOG.wireName());
    superseded = appender("superseded");
    tenants = appender("tenant");
    mark =
        connection.prepareStatement("UPDATE %s.meta SET applied = ?".formatted(segment.schema()));
  }

  private RowAppender appender(String table) throws SQLException {
    return new RowAppender(connection.createAppender(segment.schema(), MAIN, table));
  }

  Segment segment() {
    return segment;
  }

  /** Begins a transaction; before anything is appended. */
  void begin() throws SQLException {
    DuckDbInstance.execute(connection, "BEGIN TRANSACTION");
  }

  void append(long sequence, int tenant, TelemetryRecord record) throws SQLException {
    switch (record) {
      case UsageRecord row -> UsageTable.INSTANCE.append(usage, sequence, tenant, row);
      case ExecutionRecord row -> ExecutionTable.INSTANCE.append(executions, sequence, tenant, row);
      case TimelineRecord row -> TimelineTable.INSTANCE.append(timeline, sequence, tenant, row);
      case LogRecord row -> LogTable.INSTANCE.append(logs, sequence, tenant, row);
    }
  }

  /** Says whom a key stands for, once in each segment. */
  void explain(int key, TenantId tenant) throws SQLException {
    if (!knownTenants.contains(key) && newTenants.add(key)) {
      tenants.begin().integer(key).uuid(tenant.value()).end();
    }
  }

  /** Declares execution rows of older segments dead. */
  void supersede(List<Long> sequences) throws SQLException {
    for (long sequence : sequences) {
      superseded.begin().whole(sequence).end();
    }
  }

  /** Removes execution rows of this segment. */
  void removeExecutions(List<Long> sequences) throws SQLException {
    if (sequences.isEmpty()) {
      return;
    }
    String sql =
        """
        DELETE FROM %s.execution
        WHERE sequence >= ? AND sequence IN (SELECT unnest(?::BIGINT[]))
        """
            .formatted(segment.schema());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, sequences.stream().mapToLong(Long::longValue).min().orElse(0));
      statement.setArray(2, connection.createArrayOf("BIGINT", sequences.toArray()));
      statement.executeUpdate();
    }
  }

  /** Makes all since the beginning durable and visible, together with the mark. */
  void commit(long applied) throws SQLException {
    tenants.flush();
    usage.flush();
    executions.flush();
    timeline.flush();
    logs.flush();
    superseded.flush();
    mark.setLong(1, applied);
    mark.executeUpdate();
    DuckDbInstance.execute(connection, "COMMIT");
    knownTenants.addAll(newTenants);
    newTenants.clear();
  }

  /** Ends the writing. A transaction that was not committed is lost. */
  @Override
  public void close() throws SQLException {
    // An appender that failed says so again when it is closed; all must be, and the connection too.
    SQLException failure = null;
    List<AutoCloseable> parts =
        List.of(mark, usage, executions, timeline, logs, superseded, tenants, connection);
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception e) {
        failure = e instanceof SQLException known ? known : new SQLException(e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
