package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.RecordFilter;
import io.hivecore.telemetry.RecordKind;
import java.util.function.Supplier;

/**
 * Which rows of a kind are asked for.
 *
 * @param times the range of time, for leaving out segments; its other parts are not looked at
 * @param conditions made anew for each statement
 */
record Selection(RecordKind kind, RecordFilter times, Supplier<Conditions> conditions) {
  static Selection of(int tenant, RecordKind kind, RecordFilter filter) {
    return new Selection(kind, filter, () -> Conditions.of(tenant, kind, filter));
  }
}
