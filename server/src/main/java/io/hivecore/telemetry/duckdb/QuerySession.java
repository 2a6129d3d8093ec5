package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.TelemetryStoreException;
import io.hivecore.telemetry.TelemetryStoreException.Reason;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * One query's view: the segments of one moment, read in one transaction. Belongs to the thread that
 * runs the query; any thread may cancel it.
 */
final class QuerySession {
  private final DuckDBConnection connection;
  private final SegmentSet segments;
  private final Object cancelLock = new Object();
  private @Nullable PreparedStatement running;
  private boolean cancelled;

  QuerySession(DuckDBConnection connection, SegmentSet segments) {
    this.connection = connection;
    this.segments = segments;
  }

  /** Reads a row. */
  interface RowReader<T> {
    T read(ColumnReader row) throws SQLException;
  }

  SegmentSet segments() {
    return segments;
  }

  DuckDBConnection connection() {
    return connection;
  }

  /**
   * Fixes what this session sees of the open segment. An execution's newer version and the word
   * that the older one is dead come with one commit there, so it is looked at before any older
   * segment.
   */
  void begin() throws SQLException {
    query(
        "SELECT applied FROM %s.meta".formatted(segments.open().schema()),
        List.of(),
        ColumnReader::whole);
  }

  <T> List<T> query(String sql, List<?> values, RowReader<T> reader) throws SQLException {
    try (PreparedStatement statement = prepare(sql, values)) {
      try (ResultSet rows = statement.executeQuery()) {
        List<T> result = new ArrayList<>();
        ColumnReader row = new ColumnReader(rows);
        while (rows.next()) {
          result.add(reader.read(row.rewind()));
        }
        return result;
      } finally {
        finished();
      }
    }
  }

  <T> T single(String sql, List<?> values, RowReader<T> reader) throws SQLException {
    return query(sql, values, reader).getFirst();
  }

  void execute(String sql, List<?> values) throws SQLException {
    try (PreparedStatement statement = prepare(sql, values)) {
      try {
        statement.execute();
      } finally {
        finished();
      }
    }
  }

  private PreparedStatement prepare(String sql, List<?> values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, values.get(i));
    }
    synchronized (cancelLock) {
      if (cancelled) {
        statement.close();
        throw new TelemetryStoreException(Reason.CANCELLED, "the query was ended");
      }
      running = statement;
    }
    return statement;
  }

  private void finished() {
    synchronized (cancelLock) {
      running = null;
    }
  }

  /** Ends the statement that runs, and all that would follow. */
  void cancel() {
    synchronized (cancelLock) {
      cancelled = true;
      if (running != null) {
        try {
          running.cancel();
        } catch (SQLException e) {
          throw Failures.of("ending a query", e);
        }
      }
    }
  }
}
