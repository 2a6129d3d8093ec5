/** The telemetry store for one machine: a row of DuckDB files, one open for writing. */
@NullMarked
package io.hivecore.telemetry.duckdb;

import org.jspecify.annotations.NullMarked;
