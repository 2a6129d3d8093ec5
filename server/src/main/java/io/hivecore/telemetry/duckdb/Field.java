package io.hivecore.telemetry.duckdb;

import java.util.List;

/**
 * A field that a list can be ordered by.
 *
 * @param name its wire name
 * @param expressions the SQL of its keys
 */
record Field(String name, FieldType type, List<String> expressions) {
  static Field instant(String name, String column) {
    return new Field(name, FieldType.INSTANT, List.of(column));
  }

  static Field whole(String name, String expression) {
    return new Field(name, FieldType.WHOLE, List.of(expression));
  }

  static Field real(String name, String column) {
    return new Field(name, FieldType.REAL, List.of(column));
  }

  static Field text(String name, String expression) {
    return new Field(name, FieldType.TEXT, List.of(expression));
  }

  static Field id(String name, String column) {
    return new Field(name, FieldType.ID, List.of(column));
  }

  static Field amount(String name, String prefix) {
    return new Field(
        name,
        FieldType.AMOUNT,
        List.of(prefix + "_micros", prefix + "_rest24", prefix + "_rest38"));
  }
}
