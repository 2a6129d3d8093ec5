package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.StoreUnderTest;
import io.hivecore.telemetry.TelemetryStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A DuckDB store in a folder of the build's. */
final class DuckDbUnderTest implements StoreUnderTest {
  private final DuckDbSettings settings;

  DuckDbUnderTest(String name, long segmentRows) {
    this.settings =
        DuckDbSettings.inFolder(Path.of("target", "duckdb-contract", name).toAbsolutePath())
            .withSegments(segmentRows, 1L << 30)
            .withMerging(segmentRows * 6, 3);
  }

  @Override
  public void clear() {
    delete(settings.folder());
  }

  @Override
  public TelemetryStore open() {
    return DuckDbTelemetryStore.open(settings);
  }

  @Override
  public void settle(TelemetryStore store) {
    ((DuckDbTelemetryStore) store).settle();
  }

  static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
