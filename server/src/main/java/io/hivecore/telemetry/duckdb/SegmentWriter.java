package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.ExecutionRecord;
import io.hivecore.telemetry.LogRecord;
import io.hivecore.telemetry.MetricPoint;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.ScoreRecord;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.telemetry.TimelineRecord;
import io.hivecore.telemetry.TraceRecord;
import io.hivecore.telemetry.UsageRecord;
import io.hivecore.tenancy.TenantId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private final Map<RecordKind, RowAppender> rows = new EnumMap<>(RecordKind.class);
  private final RowAppender retracted;
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
    for (RecordKind kind : RecordKind.values()) {
      rows.put(kind, appender(kind.wireName()));
    }
    retracted = appender("retracted");
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
    RowAppender row = Objects.requireNonNull(rows.get(record.kind()));
    switch (record) {
      case UsageRecord usage -> UsageTable.INSTANCE.append(row, sequence, tenant, usage);
      case ExecutionRecord run -> ExecutionTable.INSTANCE.append(row, sequence, tenant, run);
      case TimelineRecord event -> TimelineTable.INSTANCE.append(row, sequence, tenant, event);
      case LogRecord log -> LogTable.INSTANCE.append(row, sequence, tenant, log);
      case SpanRecord span -> SpanTable.INSTANCE.append(row, sequence, tenant, span);
      case ScoreRecord score -> ScoreTable.INSTANCE.append(row, sequence, tenant, score);
      case TraceRecord trace -> TraceTable.INSTANCE.append(row, sequence, tenant, trace);
      case MetricPoint point -> MetricPointTable.INSTANCE.append(row, sequence, tenant, point);
    }
  }

  /** Says whom a key stands for, once in each segment. */
  void explain(int key, TenantId tenant) throws SQLException {
    if (!knownTenants.contains(key) && newTenants.add(key)) {
      tenants.begin().integer(key).uuid(tenant.value()).end();
    }
  }

  /** Appends usage that was derived from a span. */
  void appendOfSpan(long sequence, int tenant, UsageRecord usage) throws SQLException {
    UsageTable.OF_SPANS.append(
        Objects.requireNonNull(rows.get(RecordKind.USAGE)), sequence, tenant, usage);
  }

  /** Takes usage out of the sums; its row is to be declared dead as well. */
  void retract(long sequence, int tenant, UsageRecord usage) throws SQLException {
    UsageTable.OF_SPANS.append(retracted, sequence, tenant, usage);
  }

  /** Declares rows dead. */
  void supersede(List<RowKey> dead) throws SQLException {
    for (RowKey row : dead) {
      superseded.begin().whole(row.sequence()).integer(row.kind().code()).uuid(row.id()).end();
    }
  }

  /** Removes rows of this segment. */
  void remove(List<RowKey> dead) throws SQLException {
    Map<RecordKind, List<RowKey>> byKind = new EnumMap<>(RecordKind.class);
    dead.forEach(row -> byKind.computeIfAbsent(row.kind(), ignored -> new ArrayList<>()).add(row));
    for (Map.Entry<RecordKind, List<RowKey>> entry : byKind.entrySet()) {
      remove(entry.getKey(), entry.getValue());
    }
  }

  private void remove(RecordKind kind, List<RowKey> dead) throws SQLException {
    String sql =
        """
        DELETE FROM %s.%s
        WHERE sequence >= ? AND (sequence, id) IN (
          SELECT unnest(?::BIGINT[]), unnest(?::UUID[])
        )
        """
            .formatted(segment.schema(), kind.wireName());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, dead.stream().mapToLong(RowKey::sequence).min().orElse(0));
      Object[] sequences = dead.stream().map(RowKey::sequence).toArray();
      Object[] ids = dead.stream().map(row -> row.id().toString()).toArray();
      statement.setArray(2, connection.createArrayOf("BIGINT", sequences));
      statement.setArray(3, connection.createArrayOf("VARCHAR", ids));
      statement.executeUpdate();
    }
  }

  /** Makes all since the beginning durable and visible, together with the mark. */
  void commit(long applied) throws SQLException {
    tenants.flush();
    for (RowAppender each : rows.values()) {
      each.flush();
    }
    retracted.flush();
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
    List<AutoCloseable> parts = new ArrayList<>(rows.values());
    parts.addAll(List.of(mark, retracted, superseded, tenants, connection));
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
