package io.hivecore.telemetry.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hivecore.telemetry.ReplayedJournal;
import io.hivecore.telemetry.TelemetryStoreException;
import io.hivecore.telemetry.TelemetryStoreException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A store that format 1's first program wrote is readable for ever. {@code telemetry-format-1.zip}
 * was made once, by {@link #main}, and is never made again: sealed segments, and an open one whose
 * log was not yet in its file. It holds the first transactions of {@link ReplayedJournal}, which
 * therefore must go on being the same.
 */
final class StoreFormat1Test {
  private static final String FIXTURE = "/telemetry-format-1.zip";
  private static final int TRANSACTIONS = 90;

  @TempDir private Path folder;

  @Test
  void readsAStoreOfFormat1AndGoesOnWithIt() throws IOException {
    unpack();
    try (var store = DuckDbTelemetryStore.open(settings(folder))) {
      assertThat(store.appliedSequence()).isEqualTo(2L * TRANSACTIONS);
      ReplayedJournal.assertHolds(store, store.appliedSequence());
      ReplayedJournal.apply(store, TRANSACTIONS);
      store.settle();
      ReplayedJournal.assertHolds(store, 4L * TRANSACTIONS);
    }
    try (var store = DuckDbTelemetryStore.open(settings(folder))) {
      ReplayedJournal.assertHolds(store, 4L * TRANSACTIONS);
    }
  }

  @Test
  void refusesAStoreOfANewerFormat() throws IOException {
    unpack();
    Path manifest = folder.resolve("manifest");
    String text = Files.readString(manifest).lines().toList().getFirst();
    assertThat(text).contains("format 1");
    // Whatever else it says: only its number is known.
    Files.writeString(manifest, text.replace("format 1", "format 3") + "\nand\nmuch\nelse\n");
    assertThatExceptionOfType(TelemetryStoreException.class)
        .isThrownBy(() -> DuckDbTelemetryStore.open(settings(folder)))
        .withMessageContaining("format 3")
        .withMessageContaining("newer")
        .extracting(TelemetryStoreException::reason)
        .isEqualTo(Reason.NEWER_FORMAT);
  }

  private static DuckDbSettings settings(Path folder) {
    return DuckDbSettings.inFolder(folder).withSegments(50, 1L << 30).withMerging(100_000, 1_000);
  }

  private void unpack() throws IOException {
    try (InputStream found = StoreFormat1Test.class.getResourceAsStream(FIXTURE);
        var zip = new ZipInputStream(Objects.requireNonNull(found))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Files.copy(zip, folder.resolve(entry.getName()));
      }
    }
  }

  /** Makes the fixture: an empty folder for the store, and the file to write. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    try (var store = DuckDbTelemetryStore.open(settings(folder))) {
      ReplayedJournal.apply(store, TRANSACTIONS);
      store.settle();
    }
    try (OutputStream out = Files.newOutputStream(Path.of(args[1]));
        var zip = new ZipOutputStream(out);
        DirectoryStream<Path> files = Files.newDirectoryStream(folder, Files::isRegularFile)) {
      for (Path file : files) {
        zip.putNextEntry(new ZipEntry(file.getFileName().toString()));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
  }
}
