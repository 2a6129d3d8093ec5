package io.hivecore.telemetry.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.telemetry.ReplayedJournal;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small segments become few large ones, which hold the same. */
final class DuckDbMergeTest {
  private static final int TRANSACTIONS = 600;

  @Test
  void mergesWhatIsSealedAndLosesNothing(@TempDir Path folder) {
    DuckDbSettings settings =
        DuckDbSettings.inFolder(folder).withSegments(50, 1L << 30).withMerging(100_000, 3);
    try (var store = DuckDbTelemetryStore.open(settings)) {
      ReplayedJournal.apply(store, TRANSACTIONS);
      store.settle();
      // Some 20 were sealed: of each size fewer than three may be left.
      assertThat(store.status().segments()).isBetween(2, 7);
      ReplayedJournal.assertHolds(store, store.appliedSequence());
    }
  }

  @Test
  void mergesWhatAnEarlierRunLeft(@TempDir Path folder) {
    DuckDbSettings small = DuckDbSettings.inFolder(folder).withSegments(50, 1L << 30);
    try (var store = DuckDbTelemetryStore.open(small.withMerging(100_000, 1_000))) {
      ReplayedJournal.apply(store, TRANSACTIONS);
      store.settle();
      assertThat(store.status().segments()).isGreaterThan(15);
    }
    try (var store = DuckDbTelemetryStore.open(small.withMerging(100_000, 3))) {
      store.settle();
      assertThat(store.status().segments()).isBetween(2, 7);
      ReplayedJournal.assertHolds(store, store.appliedSequence());
    }
  }
}
