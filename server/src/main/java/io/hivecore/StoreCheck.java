package io.hivecore;

import io.hivecore.control.sqlite.SqliteControlStore;
import io.hivecore.journal.FileJournal;
import io.hivecore.journal.JournalFiles;
import io.hivecore.journal.KnownRecords;
import io.hivecore.telemetry.TelemetryStore;
import io.hivecore.telemetry.duckdb.DuckDbTelemetryStore;
import java.nio.file.Files;
import java.time.InstantSource;

/** Opens the stores of a data folder to see whether they can be. */
final class StoreCheck {
  private StoreCheck() {}

  /**
   * Opens and closes each store that is there.
   *
   * @throws RuntimeException of the store that cannot be opened
   */
  static void run(DataFolder data, Settings settings) {
    if (Files.exists(data.controlStore())) {
      try (SqliteControlStore control = SqliteControlStore.open(data.controlStore())) {
        control.check();
      }
    }
    if (Files.exists(data.journal())) {
      try (FileJournal journal =
          FileJournal.open(
              settings.journalSettings(data.journal()),
              JournalFiles.onDisk(),
              KnownRecords.NONE,
              InstantSource.system())) {
        journal.status();
      }
    }
    if (Files.exists(data.telemetry())) {
      try (TelemetryStore store =
          DuckDbTelemetryStore.open(settings.storeSettings(data.telemetry()))) {
        store.status();
      }
    }
  }
}
