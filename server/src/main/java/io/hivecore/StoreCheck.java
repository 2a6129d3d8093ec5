package io.hivecore;

import io.hivecore.cli.ControlStores;
import io.hivecore.control.ControlPlace;
import io.hivecore.control.ControlStore;
import io.hivecore.journal.FileJournal;
import io.hivecore.journal.JournalFiles;
import io.hivecore.journal.KnownRecords;
import io.hivecore.telemetry.TelemetryStore;
import io.hivecore.telemetry.duckdb.DuckDbTelemetryStore;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Optional;

/** Opens the stores of a data folder to see whether they can be, and whether they fit together. */
final class StoreCheck {
  private StoreCheck() {}

  /**
   * Opens and closes each store that is there.
   *
   * @return what is wrong between them; empty when nothing is
   * @throws RuntimeException of the store that cannot be opened
   */
  static Optional<String> run(DataFolder data, Settings settings) {
    if (settings.controlPlace() instanceof ControlPlace.SqliteFile(var file)
        && Files.exists(file)) {
      try (ControlStore control = ControlStores.open(settings.controlPlace())) {
        control.check();
      }
    }
    long durable = 0;
    long applied = 0;
    if (Files.exists(data.journal())) {
      try (FileJournal journal =
          FileJournal.open(
              settings.journalSettings(data.journal()),
              JournalFiles.onDisk(),
              KnownRecords.NONE,
              InstantSource.system())) {
        durable = journal.durableSequence();
      }
    }
    if (Files.exists(data.telemetry())) {
      try (TelemetryStore store =
          DuckDbTelemetryStore.open(settings.storeSettings(data.telemetry()))) {
        store.status();
        applied = store.appliedSequence();
      }
    }
    JournalFit fit = new JournalFit(data.journal(), durable, data.telemetry(), applied);
    return fit.misfit().or(fit::loss);
  }
}
