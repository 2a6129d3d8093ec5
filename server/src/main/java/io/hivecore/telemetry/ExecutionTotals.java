package io.hivecore.telemetry;

/** Counts over executions; all zero for none. */
public record ExecutionTotals(
    long total, long running, long completed, long failed, Durations durationMillis) {
  public static final ExecutionTotals ZERO = new ExecutionTotals(0, 0, 0, 0, Durations.NONE);
}
