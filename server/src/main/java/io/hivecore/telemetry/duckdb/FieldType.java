package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.rollup.Amount;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The types of the fields that a list can be ordered by. A field has one key or, for an amount,
 * three, each in the order that DuckDB gives it; nulls come last in either direction.
 */
enum FieldType {
  INSTANT {
    @Override
    String selected(String expression) {
      return "epoch_us(" + expression + ")";
    }

    @Override
    String parameter() {
      return "make_timestamp(?::BIGINT)";
    }

    @Override
    @Nullable Object read(ColumnReader row) throws SQLException {
      return row.wholeOrNull();
    }

    @Override
    List<Object> parse(String text) {
      return List.of(Micros.of(Instant.parse(text)));
    }

    @Override
    String format(List<Object> keys) {
      return Micros.toInstant((Long) keys.getFirst()).toString();
    }
  },
  WHOLE {
    @Override
    @Nullable Object read(ColumnReader row) throws SQLException {
      return row.wholeOrNull();
    }

    @Override
    List<Object> parse(String text) {
      return List.of(Long.valueOf(text));
    }
  },
  REAL {
    @Override
    @Nullable Object read(ColumnReader row) throws SQLException {
      return row.realOrNull();
    }

    @Override
    List<Object> parse(String text) {
      return List.of(Double.valueOf(text));
    }
  },
  TEXT {
    @Override
    @Nullable Object read(ColumnReader row) throws SQLException {
      return row.textOrNull();
    }

    @Override
    List<Object> parse(String text) {
      return List.of(text);
    }
  },
  ID {
    @Override
    @Nullable Object read(ColumnReader row) throws SQLException {
      return row.uuid();
    }

    @Override
    List<Object> parse(String text) {
      return List.of(UUID.fromString(text));
    }
  },
  AMOUNT {
    @Override
    @Nullable Object read(ColumnReader row) throws SQLException {
      return row.wholeOrNull();
    }

    @Override
    List<Object> parse(String text) {
      Amount amount = Amount.of(new BigDecimal(text));
      if (amount == null) {
        throw new IllegalArgumentException("not an amount: " + text);
      }
      return List.of(amount.micros(), amount.rest24(), amount.rest38());
    }

    @Override
    String format(List<Object> keys) {
      return new Amount((Long) keys.get(0), (Long) keys.get(1), (Long) keys.get(2))
          .toDecimal()
          .toPlainString();
    }
  };

  /** The expression as it is selected, for {@link #read}. */
  String selected(String expression) {
    return expression;
  }

  /** A parameter of this type. */
  String parameter() {
    return "?";
  }

  abstract @Nullable Object read(ColumnReader row) throws SQLException;

  abstract List<Object> parse(String text);

  String format(List<Object> keys) {
    return keys.getFirst().toString();
  }

  /**
   * Reads the text of a position's key.
   *
   * @throws IllegalArgumentException when it is not of this type
   */
  final List<Object> keysOf(String text) {
    try {
      return parse(text);
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException("not a " + this + ": " + text, e);
    }
  }

  /** Compares two keys as DuckDB does. */
  static int compare(Object left, Object right) {
    return switch (left) {
      case Long whole -> whole.compareTo((Long) right);
      case Double real ->
          // Not Double.compare: DuckDB takes 0.0 and -0.0 for equal.
          real.equals(right) || real.doubleValue() == (Double) right
              ? 0
              : real.compareTo((Double) right);
      case String text -> compareText(text, (String) right);
      case UUID id -> compareIds(id, (UUID) right);
      default -> throw new IllegalStateException("no order for " + left.getClass());
    };
  }

  /** By octets of UTF-8; UTF-16, which {@link String#compareTo} goes by, orders otherwise. */
  private static int compareText(String left, String right) {
    int length = Math.min(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        return Character.isSurrogate(a) || Character.isSurrogate(b)
            ? Arrays.compareUnsigned(
                left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8))
            : Character.compare(a, b);
      }
    }
    return Integer.compare(left.length(), right.length());
  }

  static int compareIds(UUID left, UUID right) {
    int high = Long.compareUnsigned(left.getMostSignificantBits(), right.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(left.getLeastSignificantBits(), right.getLeastSignificantBits());
  }
}
