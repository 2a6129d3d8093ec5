package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.TelemetryStoreException;
import io.hivecore.telemetry.TelemetryStoreException.Reason;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Turns DuckDB's and the file system's failures into the store's. */
final class Failures {
  private Failures() {}

  static TelemetryStoreException of(String task, SQLException failure) {
    Reason reason = reason(failure);
    return new TelemetryStoreException(reason, task + ": " + outline(reason), failure);
  }

  static TelemetryStoreException of(String task, IOException failure) {
    Reason reason = isNoRoom(failure.getMessage()) ? Reason.NO_ROOM : Reason.FAILED;
    return new TelemetryStoreException(reason, task + ": " + outline(reason), failure);
  }

  /** The failure of a task on another thread. */
  static RuntimeException of(String task, ExecutionException failure) {
    return switch (failure.getCause()) {
      case SQLException cause -> of(task, cause);
      case IOException cause -> of(task, cause);
      case TelemetryStoreException cause ->
          new TelemetryStoreException(cause.reason(), String.valueOf(cause.getMessage()), failure);
      case IllegalArgumentException cause -> cause;
      case null, default ->
          new TelemetryStoreException(Reason.FAILED, task + ": " + outline(Reason.FAILED), failure);
    };
  }

  private static Reason reason(SQLException failure) {
    String message = String.valueOf(failure.getMessage());
    if (message.contains("INTERRUPT")) {
      return Reason.CANCELLED;
    }
    if (isNoRoom(message)) {
      return Reason.NO_ROOM;
    }
    if (message.contains("Out of Memory Error") || message.contains("could not allocate block")) {
      return Reason.OVERLOADED;
    }
    return message.contains("newer version of DuckDB") ? Reason.NEWER_FORMAT : Reason.FAILED;
  }

  private static boolean isNoRoom(@Nullable String message) {
    String text = message == null ? "" : message.toLowerCase(Locale.ROOT);
    return text.contains("no space left")
        || text.contains("disk quota exceeded")
        || text.contains("file too large")
        || text.contains("not enough space");
  }

  private static String outline(Reason reason) {
    return switch (reason) {
      case CANCELLED -> "the query was ended";
      case OVERLOADED -> "there is not enough memory for it just now";
      case TOO_MANY_GROUPS -> "the answer would have too many groups";
      case NO_ROOM -> "the disk is full";
      case NEWER_FORMAT -> "the data was written by a newer program";
      case FAILED -> "the telemetry store failed";
    };
  }
}
