package io.hivecore.telemetry;

/** How much is asked of sums over usage. */
public enum UsageDetail {
  /** Without durations, which are then zero: they cost as much as all the rest. */
  SUMS,
  /** All. */
  SUMS_AND_DURATIONS
}
