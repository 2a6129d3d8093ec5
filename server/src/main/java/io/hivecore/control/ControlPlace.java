package io.hivecore.control;

import java.nio.file.Path;

/** Where the control data are. */
public sealed interface ControlPlace {
  /** In a file of one machine; it need not exist. */
  record SqliteFile(Path file) implements ControlPlace {}

  /** In a database that several servers may share. */
  record Postgresql(DatabaseUrl url) implements ControlPlace {}

  static ControlPlace file(Path file) {
    return new SqliteFile(file);
  }
}
