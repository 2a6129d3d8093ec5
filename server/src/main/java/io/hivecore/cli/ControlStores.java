package io.hivecore.cli;

import io.hivecore.control.ControlPlace;
import io.hivecore.control.ControlStore;
import io.hivecore.control.postgresql.PostgresqlControlStore;
import io.hivecore.control.sqlite.SqliteControlStore;

/** Opens the control store, whichever engine it is on. */
public final class ControlStores {
  private ControlStores() {}

  /**
   * Opens the store. A file is made when it is missing; a database must be there.
   *
   * @throws io.hivecore.control.ControlStoreException when it cannot be used
   */
  public static ControlStore open(ControlPlace place) {
    return switch (place) {
      case ControlPlace.SqliteFile(var file) -> SqliteControlStore.open(file);
      case ControlPlace.Postgresql(var url) -> PostgresqlControlStore.open(url);
    };
  }
}
