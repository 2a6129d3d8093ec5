package io.hivecore.telemetry.duckdb;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the columns of a row from left to right. */
final class ColumnReader {
  private final ResultSet rows;
  private int column;

  ColumnReader(ResultSet rows) {
    this.rows = rows;
  }

  /** Goes back to the first column, for the next row. */
  ColumnReader rewind() {
    column = 0;
    return this;
  }

  long whole() throws SQLException {
    return rows.getLong(++column);
  }

  @Nullable Long wholeOrNull() throws SQLException {
    long value = rows.getLong(++column);
    return rows.wasNull() ? null : value;
  }

  double real() throws SQLException {
    return rows.getDouble(++column);
  }

  @Nullable Double realOrNull() throws SQLException {
    double value = rows.getDouble(++column);
    return rows.wasNull() ? null : value;
  }

  boolean bool() throws SQLException {
    return rows.getBoolean(++column);
  }

  String text() throws SQLException {
    return rows.getString(++column);
  }

  /** Of a blob. */
  byte[] bytes() throws SQLException {
    return rows.getBytes(++column);
  }

  @Nullable String textOrNull() throws SQLException {
    return rows.getString(++column);
  }

  UUID uuid() throws SQLException {
    return rows.getObject(++column, UUID.class);
  }

  /** An instant that was selected as microseconds. */
  Instant instant() throws SQLException {
    return Micros.toInstant(rows.getLong(++column));
  }

  @Nullable Instant instantOrNull() throws SQLException {
    long micros = rows.getLong(++column);
    return rows.wasNull() ? null : Micros.toInstant(micros);
  }

  /** An exact decimal that was kept as text. */
  @Nullable BigDecimal decimalTextOrNull() throws SQLException {
    String text = rows.getString(++column);
    return text == null ? null : new BigDecimal(text);
  }

  /** A 128-bit sum. */
  BigDecimal hugeWhole() throws SQLException {
    BigDecimal value = rows.getBigDecimal(++column);
    return value == null ? BigDecimal.ZERO : value;
  }
}
