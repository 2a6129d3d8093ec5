package io.hivecore.bench.measure;

import io.hivecore.bench.load.Records;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * What DuckDB alone can take of the same rows: appended, committed in thousands and checkpointed,
 * by one thread.
 */
final class AppendLimit {
  private static final int COLUMNS = 25;

  private AppendLimit() {}

  /** Rows per second, the checkpoint included. */
  static double rowsPerSecond(Path scratch, int rows) throws IOException {
    String text =
        new String(new Records(3).batch(1, BatchBurst.TEXT, Instant.EPOCH), StandardCharsets.UTF_8);
    String[] fields = fields(text);
    Path folder = Files.createTempDirectory(scratch, "duckdb-limit");
    Path file = folder.resolve("limit.duckdb");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE rows_of_text (" + columns() + ")");
      long start = System.nanoTime();
      connection.setAutoCommit(false);
      for (int done = 0; done < rows; done += 2_000) {
        append((DuckDBConnection) connection, fields, Math.min(2_000, rows - done), done);
        connection.commit();
      }
      connection.setAutoCommit(true);
      statement.execute("CHECKPOINT");
      return rows / ((System.nanoTime() - start) / 1e9);
    } catch (SQLException e) {
      throw new IOException("DuckDB could not be measured", e);
    } finally {
      try (var files = Files.list(folder)) {
        for (Path left : files.toList()) {
          Files.delete(left);
        }
      }
      Files.delete(folder);
    }
  }

  private static void append(DuckDBConnection connection, String[] fields, int rows, int first)
      throws SQLException {
    try (DuckDBAppender appender = connection.createAppender("main", "rows_of_text")) {
      for (int row = 0; row < rows; row++) {
        appender.beginRow();
        for (int column = 0; column < COLUMNS; column++) {
          if (column % 4 == 3) {
            appender.append(first + row + (long) column);
          } else {
            // Each row's texts differ, or they would compress to nothing.
            appender.append(fields[(column + row) % fields.length] + (row % 97));
          }
        }
        appender.endRow();
      }
    }
  }

  private static String columns() {
    StringBuilder columns = new StringBuilder();
    for (int column = 0; column < COLUMNS; column++) {
      columns
          .append(column == 0 ? "" : ", ")
          .append("column_")
          .append(column)
          .append(column % 4 == 3 ? " BIGINT" : " VARCHAR");
    }
    return columns.toString();
  }

  /**
   * The record cut into as many texts as there are text columns, so that a row holds as many bytes
   * as a record.
   */
  private static String[] fields(String record) {
    int parts = COLUMNS - COLUMNS / 4;
    String[] fields = new String[parts];
    for (int i = 0; i < parts; i++) {
      fields[i] = record.substring(i * record.length() / parts, (i + 1) * record.length() / parts);
    }
    return fields;
  }
}
