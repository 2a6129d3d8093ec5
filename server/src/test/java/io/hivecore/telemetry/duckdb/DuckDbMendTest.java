package io.hivecore.telemetry.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.telemetry.ReplayedJournal;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies beside segments and is gone or damaged changes no answer, and comes back. */
final class DuckDbMendTest {
  @TempDir private Path folder;

  @Test
  void writesAnewWhatIsGone() throws IOException {
    fill();
    for (Path file : beside()) {
      Files.delete(file);
    }
    assertMended();
  }

  @Test
  void writesAnewWhatIsDamaged() throws IOException {
    fill();
    for (Path file : beside()) {
      byte[] bytes = Files.readAllBytes(file);
      // In the first block: the index, which is looked at when the store opens, is still sound.
      bytes[bytes.length > 20 ? 20 : 0] ^= 1;
      Files.write(file, bytes);
    }
    assertMended();
  }

  private DuckDbSettings settings() {
    return DuckDbSettings.inFolder(folder).withSegments(50, 1L << 30).withMerging(100_000, 4);
  }

  private void fill() {
    try (var store = DuckDbTelemetryStore.open(settings())) {
      ReplayedJournal.apply(store, 300);
      store.settle();
    }
  }

  private void assertMended() throws IOException {
    try (var store = DuckDbTelemetryStore.open(settings())) {
      ReplayedJournal.assertHolds(store, store.appliedSequence());
      store.settle();
      ReplayedJournal.assertHolds(store, store.appliedSequence());
    }
    try (var store = DuckDbTelemetryStore.open(settings())) {
      ReplayedJournal.assertHolds(store, store.appliedSequence());
    }
    for (String kind : List.of("usage", "index", "ids")) {
      assertThat(beside()).anyMatch(file -> file.toString().endsWith("." + kind));
    }
  }

  private List<Path> beside() throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.{usage,index,ids}")) {
      found.forEach(files::add);
    }
    assertThat(files).isNotEmpty();
    return files;
  }
}
