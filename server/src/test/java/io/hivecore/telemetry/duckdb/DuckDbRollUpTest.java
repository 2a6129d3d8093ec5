package io.hivecore.telemetry.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.telemetry.ReplayedJournal;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Roll-ups that are gone or damaged change no answer, and come back. */
final class DuckDbRollUpTest {
  @TempDir private Path folder;

  @Test
  void writesAnewWhatIsGone() throws IOException {
    fill();
    for (Path file : rollUps()) {
      Files.delete(file);
    }
    assertMended();
  }

  @Test
  void writesAnewWhatIsDamaged() throws IOException {
    fill();
    for (Path file : rollUps()) {
      byte[] bytes = Files.readAllBytes(file);
      // In the first block: the index, which is looked at when the store opens, is still sound.
      bytes[20] ^= 1;
      Files.write(file, bytes);
    }
    assertMended();
  }

  private DuckDbSettings settings() {
    return DuckDbSettings.inFolder(folder).withSegments(50, 1L << 30).withMerging(100_000, 4);
  }

  private void fill() {
    try (var store = DuckDbTelemetryStore.open(settings(), InstantSource.system())) {
      ReplayedJournal.apply(store, 300);
      store.settle();
    }
  }

  private void assertMended() throws IOException {
    try (var store = DuckDbTelemetryStore.open(settings(), InstantSource.system())) {
      ReplayedJournal.assertHolds(store, store.appliedSequence());
      store.settle();
      ReplayedJournal.assertHolds(store, store.appliedSequence());
    }
    assertThat(rollUps()).isNotEmpty();
  }

  private List<Path> rollUps() throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.usage")) {
      found.forEach(files::add);
    }
    assertThat(files).isNotEmpty();
    return files;
  }
}
