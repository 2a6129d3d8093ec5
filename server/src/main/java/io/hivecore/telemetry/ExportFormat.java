package io.hivecore.telemetry;

/** The formats in which a list can be taken out. */
public enum ExportFormat {
  CSV,
  PARQUET
}
