package io.hivecore.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class JournalSettingsTest {
  private static final Path FOLDER = Path.of("journal");

  @Test
  void hasDefaults() {
    assertThat(JournalSettings.defaults(FOLDER))
        .isEqualTo(
            new JournalSettings(
                FOLDER, 64L << 20, 4L << 30, null, Duration.ofHours(1), 1L << 30, 64L << 20));
  }

  @Test
  void refusesWhatCannotWork() {
    assertRefused(1023, 1 << 20, 0L, 1, "segmentBytes must be at least 1024, was 1023");
    assertRefused(
        (1 << 30) + 1, 1L << 40, 0L, 1, "segmentBytes must be at most 1073741824, was 1073741825");
    assertRefused(1024, 2047, 0L, 1, "capBytes must be at least 2048, was 2047");
    assertRefused(1024, 2048, -1L, 1, "diskReserveBytes must be at least 0, was -1");
    assertRefused(1024, 2048, 0L, 0, "queueBytes must be at least 1, was 0");
  }

  private static void assertRefused(
      long segmentBytes, long capBytes, long reserve, long queueBytes, String message) {
    assertThatThrownBy(
            () ->
                new JournalSettings(
                    FOLDER, segmentBytes, capBytes, reserve, Duration.ZERO, 0, queueBytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
