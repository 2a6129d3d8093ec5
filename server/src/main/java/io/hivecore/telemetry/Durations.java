package io.hivecore.telemetry;

/** Average and percentiles of durations, in milliseconds; all 0 for none. */
public record Durations(double average, double p50, double p95, double p99) {
  public static final Durations NONE = new Durations(0, 0, 0, 0);
}
