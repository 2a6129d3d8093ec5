package io.hivecore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MachineFitTest {
  private static final long MEBIBYTE = 1 << 20;
  private static final Map<String, String> SET =
      Map.of(
          "HIVECORE_SERVER_BODY_MEMORY", "256MiB",
          "HIVECORE_INGEST_QUEUE_SIZE", "64MiB",
          "HIVECORE_STREAM_QUEUE_MEMORY", "64MiB",
          "HIVECORE_TELEMETRY_MEMORY_LIMIT", "128MiB",
          "HIVECORE_TELEMETRY_MAX_TEMPORARY_SIZE", "1GiB",
          "HIVECORE_JOURNAL_MAX_SIZE", "2GiB");

  @Test
  void whatHasJustEnoughRoomIsNotMentioned() {
    assertThat(notes(512, 768, 3_072, SET)).isEmpty();
  }

  @Test
  void whatHasNotSaysWhatToChange() {
    assertThat(notes(511, 766, 3_071, SET))
        .containsExactly(
            "bodies of requests, ingest.queue-size and stream.queue-memory may come to 384MiB of a"
                + " Java heap of 511MiB: raise HIVECORE_HEAP, or lower server.body-memory,"
                + " server.max-body-size or the others",
            "Java heap and telemetry.memory-limit may come to 767MiB, and the machine has 766MiB:"
                + " lower HIVECORE_HEAP or telemetry.memory-limit",
            "journal.max-size and telemetry.max-temporary-size may come to 3GiB, and the disk has"
                + " 3071MiB free: make room or lower them");
  }

  @Test
  void aPackedBodyIsThereTwice() {
    Map<String, String> large =
        Map.of("HIVECORE_SERVER_MAX_BODY_SIZE", "512MiB", "HIVECORE_SERVER_BODY_MEMORY", "512MiB");
    assertThat(notes(1_024, 100_000, 100_000, large))
        .singleElement()
        .asString()
        .startsWith(
            "bodies of requests, ingest.queue-size and stream.queue-memory may come to 1152MiB");
  }

  private static List<String> notes(
      long heap, long memory, long disk, Map<String, String> environment) {
    return new MachineFit(heap * MEBIBYTE, memory * MEBIBYTE, disk * MEBIBYTE)
        .notes(Settings.LOADER.load(Optional.empty(), environment, List.of()));
  }
}
