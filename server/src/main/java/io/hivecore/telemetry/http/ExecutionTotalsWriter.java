package io.hivecore.telemetry.http;

import io.hivecore.telemetry.ExecutionTotals;
import tools.jackson.core.JsonGenerator;

/** Writes counts over executions. */
final class ExecutionTotalsWriter {
  private ExecutionTotalsWriter() {}

  /** How many there are, how they stand, and how many of those that ended failed. */
  static void counts(JsonGenerator json, ExecutionTotals totals) {
    json.writeNumberProperty("total", totals.total());
    json.writeNumberProperty("running", totals.running());
    json.writeNumberProperty("completed", totals.completed());
    json.writeNumberProperty("failed", totals.failed());
    json.writeNumberProperty("error_rate", Rates.errorRate(totals));
  }
}
