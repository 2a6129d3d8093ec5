package io.hivecore.telemetry.duckdb;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The condition for lying behind a position in an order whose keys put nulls last.
 *
 * @param values for the question marks
 */
record Keyset(String sql, List<Object> values) {
  /**
   * One key of the order.
   *
   * @param expression its SQL
   */
  record Part(String expression, FieldType type, boolean descending) {}

  /**
   * Behind the given keys.
   *
   * @param keys one for each part; null where the position has none
   */
  static Keyset behind(List<Part> parts, List<@Nullable Object> keys) {
    var sql = new StringBuilder();
    List<Object> values = new ArrayList<>();
    Object first = keys.getFirst();
    if (first != null) {
      // Says nothing new, but is simple enough for DuckDB to skip row groups by.
      Part part = parts.getFirst();
      String or = " OR " + part.expression() + " IS NULL";
      sql.append('(').append(compared(part, part.descending() ? " <= " : " >= "));
      sql.append(isNeverNull(part) ? "" : or).append(") AND ");
      values.add(first);
    }
    sql.append('(');
    behind(parts, keys, 0, sql, values);
    sql.append(')');
    return new Keyset(sql.toString(), values);
  }

  private static void behind(
      List<Part> parts,
      List<@Nullable Object> keys,
      int at,
      StringBuilder sql,
      List<Object> values) {
    Part part = parts.get(at);
    Object key = keys.get(at);
    boolean last = at == parts.size() - 1;
    if (key == null) {
      sql.append(part.expression()).append(" IS NULL AND (");
      if (last) {
        sql.append("false");
      } else {
        behind(parts, keys, at + 1, sql, values);
      }
      sql.append(')');
      return;
    }
    sql.append(compared(part, part.descending() ? " < " : " > "));
    values.add(key);
    if (!isNeverNull(part)) {
      sql.append(" OR ").append(part.expression()).append(" IS NULL");
    }
    if (!last) {
      sql.append(" OR (").append(compared(part, " = ")).append(" AND (");
      values.add(key);
      behind(parts, keys, at + 1, sql, values);
      sql.append("))");
    }
  }

  private static String compared(Part part, String operator) {
    return part.expression() + operator + part.type().parameter();
  }

  private static boolean isNeverNull(Part part) {
    return part.expression().equals("id") || part.expression().equals("timestamp");
  }
}
