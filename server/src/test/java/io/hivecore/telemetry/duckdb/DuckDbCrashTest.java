package io.hivecore.telemetry.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.telemetry.ReplayedJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that applies a known journal is killed at random moments, in the middle of commits,
 * checkpoints and merges. Whatever mark the store then has, it holds exactly what the journal says
 * up to there, and goes on. {@code -Dhivecore.kills=100} kills more often.
 */
final class DuckDbCrashTest {
  private static final long SEGMENT_ROWS = 400;

  @Test
  void holdsWhatItsMarkSaysAfterAKill(@TempDir Path temporary) throws Exception {
    Path folder = temporary.resolve("store");
    var random = new Random(5);
    long before = -1;
    for (int kill = 0; kill < Integer.getInteger("hivecore.kills", 4); kill++) {
      applyAndKill(folder, temporary.resolve("log"), 300 + random.nextInt(1_500));
      try (var store = DuckDbTelemetryStore.open(settings(folder))) {
        assertThat(store.appliedSequence()).isGreaterThanOrEqualTo(before);
        before = store.appliedSequence();
        ReplayedJournal.assertHolds(store, before);
      }
    }
    assertThat(before).isPositive();
  }

  private static DuckDbSettings settings(Path folder) {
    return DuckDbSettings.inFolder(folder)
        .withSegments(SEGMENT_ROWS, 1L << 30)
        .withMerging(SEGMENT_ROWS * 50, 3)
        .withExecutionCache(50_000);
  }

  private static void applyAndKill(Path folder, Path log, int millis)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      // From the first commit on, so that a slow start does not mean that nothing happens.
      while (process.isAlive() && !Files.readString(log).contains("applying")) {
        process.waitFor(5, TimeUnit.MILLISECONDS);
      }
      process.waitFor(millis, TimeUnit.MILLISECONDS);
      assertThat(process.isAlive()).as("%s", Files.readString(log)).isTrue();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /** Applies the journal from where the store stands, for ever. */
  static final class Victim {
    private Victim() {}

    public static void main(String[] arguments) {
      var store = DuckDbTelemetryStore.open(settings(Path.of(arguments[0])));
      ReplayedJournal.applyForEver(store, () -> System.out.println("applying"));
    }
  }
}
