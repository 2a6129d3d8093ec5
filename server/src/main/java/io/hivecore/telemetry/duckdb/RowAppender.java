package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.rollup.Amount;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/** Appends the columns of a row from left to right. Belongs to one thread. */
final class RowAppender implements AutoCloseable {
  private static final int MAX_PLAIN_SCALE = 100;

  private final DuckDBAppender appender;
  private boolean dirty;

  RowAppender(DuckDBAppender appender) {
    this.appender = appender;
  }

  RowAppender begin() throws SQLException {
    dirty = true;
    appender.beginRow();
    return this;
  }

  void end() throws SQLException {
    appender.endRow();
  }

  RowAppender whole(long value) throws SQLException {
    appender.append(value);
    return this;
  }

  RowAppender wholeOrNull(@Nullable Long value) throws SQLException {
    if (value == null) {
      appender.appendNull();
    } else {
      appender.append(value.longValue());
    }
    return this;
  }

  RowAppender integer(int value) throws SQLException {
    appender.append(value);
    return this;
  }

  RowAppender real(double value) throws SQLException {
    appender.append(value);
    return this;
  }

  RowAppender realOrNull(@Nullable Double value) throws SQLException {
    if (value == null) {
      appender.appendNull();
    } else {
      appender.append(value.doubleValue());
    }
    return this;
  }

  RowAppender bool(boolean value) throws SQLException {
    appender.append(value);
    return this;
  }

  RowAppender text(@Nullable String value) throws SQLException {
    if (value == null) {
      appender.appendNull();
    } else {
      appender.append(value);
    }
    return this;
  }

  RowAppender uuid(UUID value) throws SQLException {
    appender.append(value);
    return this;
  }

  RowAppender instant(Instant value) throws SQLException {
    appender.appendEpochMicros(Micros.of(value));
    return this;
  }

  RowAppender instantOrNull(@Nullable Instant value) throws SQLException {
    if (value == null) {
      appender.appendNull();
    } else {
      appender.appendEpochMicros(Micros.of(value));
    }
    return this;
  }

  RowAppender decimalText(@Nullable BigDecimal value) throws SQLException {
    return text(value == null ? null : exactText(value));
  }

  /** Reads back to the same digits and scale; without exponent where that is short. */
  private static String exactText(BigDecimal value) {
    return value.scale() >= 0 && value.scale() <= MAX_PLAIN_SCALE
        ? value.toPlainString()
        : value.toString();
  }

  /** Three columns. */
  RowAppender amount(@Nullable Amount value) throws SQLException {
    if (value == null) {
      appender.appendNull();
      appender.appendNull();
      appender.appendNull();
    } else {
      appender.append(value.micros());
      appender.append(value.rest24());
      appender.append(value.rest38());
    }
    return this;
  }

  /** Hands what was appended to the transaction. */
  void flush() throws SQLException {
    if (dirty) {
      appender.flush();
      dirty = false;
    }
  }

  @Override
  public void close() throws SQLException {
    appender.close();
  }
}
