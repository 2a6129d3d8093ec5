package io.hivecore.control.sqlite;

import io.hivecore.control.ControlStoreException;
import io.hivecore.control.ControlStoreException.Reason;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/** Tells what a failure of SQLite means to the callers of the control store. */
final class SqliteFailures {
  private static final int PRIMARY_CODE = 0xFF;

  private SqliteFailures() {}

  /** The failure as the store's own exception; its message names the file. */
  static ControlStoreException translate(Path file, Throwable failure) {
    Reason reason = reason(failure);
    String what =
        switch (reason) {
          case BUSY -> "is held by another process for too long";
          case NO_ROOM -> "cannot grow: the disk is full";
          case UNUSABLE -> "cannot be used";
          case CLOSED -> "is closed";
          case UNREACHABLE, NEWER, FAILED -> "refused a statement";
        };
    return new ControlStoreException(
        reason, "the control store " + file + " " + what + ": " + failure.getMessage(), failure);
  }

  private static Reason reason(Throwable failure) {
    SQLException sql = sqlException(failure);
    if (sql == null) {
      return Reason.FAILED;
    }
    int code = sql.getErrorCode() & PRIMARY_CODE;
    if (code == SQLiteErrorCode.SQLITE_BUSY.code || code == SQLiteErrorCode.SQLITE_LOCKED.code) {
      return Reason.BUSY;
    }
    if (code == SQLiteErrorCode.SQLITE_FULL.code) {
      return Reason.NO_ROOM;
    }
    boolean unusable =
        code == SQLiteErrorCode.SQLITE_CANTOPEN.code
            || code == SQLiteErrorCode.SQLITE_NOTADB.code
            || code == SQLiteErrorCode.SQLITE_CORRUPT.code
            || code == SQLiteErrorCode.SQLITE_PERM.code
            || code == SQLiteErrorCode.SQLITE_IOERR.code;
    return unusable ? Reason.UNUSABLE : Reason.FAILED;
  }

  private static @Nullable SQLException sqlException(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }
}
