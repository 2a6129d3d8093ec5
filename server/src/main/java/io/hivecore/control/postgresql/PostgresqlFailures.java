package io.hivecore.control.postgresql;

import io.hivecore.control.ControlStoreException;
import io.hivecore.control.ControlStoreException.Reason;
import io.hivecore.control.DatabaseUrl;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a failure of PostgreSQL means to the callers of the control store.
 *
 * <p>Source: PostgreSQL's documentation, appendix A, "PostgreSQL Error Codes".
 */
final class PostgresqlFailures {
  private PostgresqlFailures() {}

  /** The failure as the store's own exception; its message names the database. */
  static ControlStoreException translate(DatabaseUrl url, Throwable failure) {
    SQLException sql = sqlException(failure);
    Reason reason =
        Thread.currentThread().isInterrupted()
            ? Reason.CLOSED
            : sql == null ? Reason.FAILED : reason(sql);
    String what =
        switch (reason) {
          case BUSY -> "is held by another process for too long";
          case NO_ROOM -> "cannot grow: its disk is full";
          case UNREACHABLE -> "cannot be reached";
          case UNUSABLE -> "cannot be used";
          case CLOSED -> "was not waited for any longer";
          case NEWER, FAILED -> "refused a statement";
        };
    return new ControlStoreException(
        reason,
        "the control store " + url + " " + what + ": " + (sql == null ? failure : sql).getMessage(),
        failure);
  }

  private static Reason reason(SQLException failure) {
    String state = failure.getSQLState();
    if (state == null || state.length() != 5) {
      return Reason.FAILED;
    }
    return switch (state) {
      // Admin shutdown, crash shutdown, cannot connect now, idle in a transaction for too long.
      case "57P01", "57P02", "57P03", "25P03" -> Reason.UNREACHABLE;
      // A lock, a serialization or a deadlock, a statement that took too long, too many
      // connections.
      case "55P03", "40001", "40P01", "57014", "53300" -> Reason.BUSY;
      case "53100" -> Reason.NO_ROOM;
      // No such database.
      case "3D000" -> Reason.UNUSABLE;
      default ->
          switch (state.substring(0, 2)) {
            case "08" -> Reason.UNREACHABLE;
            // Wrong password or role.
            case "28" -> Reason.UNUSABLE;
            default -> Reason.FAILED;
          };
    };
  }

  /** The innermost: the pool wraps what the driver says. */
  private static @Nullable SQLException sqlException(Throwable failure) {
    SQLException found = null;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        found = sql;
      }
    }
    return found;
  }
}
