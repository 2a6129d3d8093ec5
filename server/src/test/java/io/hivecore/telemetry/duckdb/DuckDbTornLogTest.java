package io.hivecore.telemetry.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.telemetry.ReplayedJournal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A segment's log is cut off anywhere in its last transactions, as a power cut leaves it. Whatever
 * mark the store then has, it holds exactly what the journal says up to there, also after it went
 * on and was opened again. {@code -Dhivecore.cuts=2000} cuts more often.
 */
final class DuckDbTornLogTest {
  private final Random random = new Random(11);

  @Test
  void holdsWhatItsMarkSaysAfterACut(@TempDir Path temporary) throws IOException {
    Path whole = temporary.resolve("whole");
    long first;
    try (var store = open(whole)) {
      ReplayedJournal.apply(store, 40);
      first = Files.size(log(whole));
      ReplayedJournal.apply(store, 8);
    }
    long last = Files.size(log(whole));
    assertThat(last).isGreaterThan(first);

    int cuts = Integer.getInteger("hivecore.cuts", 25);
    for (int cut = 0; cut < cuts; cut++) {
      Path folder = temporary.resolve("cut-" + cut);
      copy(whole, folder);
      // Both ends are of interest.
      long length =
          switch (cut) {
            case 0 -> first;
            case 1 -> last - 1;
            default -> first + random.nextLong(last - first);
          };
      try (var file = FileChannel.open(log(folder), StandardOpenOption.WRITE)) {
        file.truncate(length);
      }
      long mark;
      try (var store = open(folder)) {
        mark = store.appliedSequence();
        ReplayedJournal.assertHolds(store, mark);
        ReplayedJournal.apply(store, 8);
        ReplayedJournal.assertHolds(store, store.appliedSequence());
      }
      try (var store = open(folder)) {
        assertThat(store.appliedSequence()).as("cut at %d", length).isGreaterThan(mark);
        ReplayedJournal.assertHolds(store, store.appliedSequence());
      }
    }
  }

  private static DuckDbTelemetryStore open(Path folder) {
    // The cache is too small for anything, so that states of executions come from the rows.
    return DuckDbTelemetryStore.open(DuckDbSettings.inFolder(folder).withExecutionCache(1));
  }

  private static Path log(Path folder) throws IOException {
    try (DirectoryStream<Path> logs = Files.newDirectoryStream(folder, "*.wal")) {
      for (Path log : logs) {
        if (Files.size(log) > 0) {
          return log;
        }
      }
    }
    throw new AssertionError("no log in " + folder);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(from, Files::isRegularFile)) {
      for (Path file : files) {
        Files.copy(file, to.resolve(String.valueOf(file.getFileName())));
      }
    }
  }
}
