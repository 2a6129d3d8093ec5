package io.hivecore.journal;

import static io.hivecore.journal.Entries.OTHER_TENANT;
import static io.hivecore.journal.Entries.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.Cost;
import io.hivecore.telemetry.ExecutionRecord;
import io.hivecore.telemetry.ExecutionStatus;
import io.hivecore.telemetry.LogLevel;
import io.hivecore.telemetry.LogRecord;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.telemetry.TimelineRecord;
import io.hivecore.telemetry.TokenUsage;
import io.hivecore.telemetry.UsageRecord;
import io.hivecore.tenancy.TenantId;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A journal that format 1's first program wrote is readable for ever. The files under {@code
 * journal-format-1} were made once, by {@link #main}, and are never made again.
 */
final class JournalFixtureTest {
  private record Expected(
      long sequence,
      TenantId tenant,
      boolean created,
      @Nullable ExecutionStatus settledStatus,
      TelemetryRecord record) {}

  @TempDir private Path folder;

  @Test
  void readsAJournalOfFormat1() throws Exception {
    copyFixture();
    try (FileJournal journal = open(folder)) {
      assertThat(read(journal)).isEqualTo(expected());
      assertThat(journal.append(List.of(entry(OTHER_TENANT, usage()))))
          .containsExactly(new Receipt(Receipt.Outcome.CREATED, 8));
      assertThat(journal.append(List.of(entry(TENANT, timeline()), entry(TENANT, log()))))
          .containsExactly(
              new Receipt(Receipt.Outcome.DUPLICATE, 0), new Receipt(Receipt.Outcome.DUPLICATE, 0));
      assertThat(journal.append(List.of(entry(TENANT, execution(ExecutionStatus.FAILED)))))
          .containsExactly(new Receipt(Receipt.Outcome.UPDATED, 9));
    }
    try (FileJournal journal = open(folder)) {
      assertThat(read(journal).subList(7, 9))
          .containsExactly(
              new Expected(8, OTHER_TENANT, true, null, usage()),
              new Expected(
                  9, TENANT, false, ExecutionStatus.COMPLETED, execution(ExecutionStatus.FAILED)));
    }
  }

  private static List<Expected> expected() {
    return List.of(
        new Expected(1, TENANT, true, null, usage()),
        new Expected(2, TENANT, true, null, execution(null)),
        new Expected(3, TENANT, false, null, execution(ExecutionStatus.COMPLETED)),
        new Expected(
            4, TENANT, false, ExecutionStatus.COMPLETED, execution(ExecutionStatus.RUNNING)),
        new Expected(5, TENANT, true, null, timeline()),
        new Expected(6, TENANT, true, null, log()),
        new Expected(7, OTHER_TENANT, true, null, log()));
  }

  private static List<Expected> read(Journal journal) {
    List<Expected> all = new ArrayList<>();
    try (Journal.Reader reader = journal.read(0)) {
      for (JournaledEntry entry : reader.next(100, 1 << 20)) {
        assertThat(entry.id()).isEqualTo(entry.decode().id());
        assertThat(entry.kind()).isEqualTo(entry.decode().kind());
        all.add(
            new Expected(
                entry.sequence(),
                entry.tenant(),
                entry.created(),
                entry.settledStatus(),
                entry.decode()));
      }
    }
    return all;
  }

  private void copyFixture() throws IOException, URISyntaxException {
    Path source = Path.of(JournalFixtureTest.class.getResource("/journal-format-1").toURI());
    try (var files = Files.list(source)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
  }

  /** Makes the fixture in the given folder. For the history only. */
  public static void main(String[] arguments) {
    Path target = Path.of(arguments[0]);
    try (FileJournal journal = open(target)) {
      journal.append(List.of(entry(TENANT, usage()), entry(TENANT, execution(null))));
      journal.append(List.of(entry(TENANT, execution(ExecutionStatus.COMPLETED))));
      journal.append(List.of(entry(TENANT, execution(ExecutionStatus.RUNNING))));
      journal.append(List.of(entry(TENANT, timeline()), entry(TENANT, log())));
    }
    try (FileJournal journal = open(target)) {
      journal.applied(2);
      journal.append(List.of(entry(OTHER_TENANT, log()), entry(TENANT, log())));
    }
  }

  private static FileJournal open(Path folder) {
    JournalSettings settings =
        new JournalSettings(folder, 1024, 1 << 20, 0L, Duration.ofHours(1), 1 << 20, 1 << 20);
    return FileJournal.open(
        settings,
        JournalFiles.onDisk(),
        KnownRecords.NONE,
        InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")));
  }

  private static Entry entry(TenantId tenant, TelemetryRecord record) {
    ExecutionStatus status =
        record instanceof ExecutionRecord execution ? execution.status() : null;
    return new Entry(tenant, record.kind(), record.id(), true, status, RecordCodec.encode(record));
  }

  private static final Instant TIME = Instant.parse("2025-12-31T23:59:59.123456Z");
  private static final Context CONTEXT =
      new Context(
          "project", "round 🐝", "agent", "Агент", "0af7651916cd43dd8448eb211c80319c", "b7");

  private static UsageRecord usage() {
    return new UsageRecord(
        new UUID(11, 1),
        TIME,
        TIME.plusMillis(5),
        CONTEXT,
        "claude-sonnet-4-5",
        "anthropic",
        new TokenUsage(1200, 345, 1545, 1000, 20, 5),
        new Cost(new BigDecimal("0.01230000000000000000001"), null, "2025-12-01"),
        1234.5,
        "{\"extra\":[1,2]}");
  }

  private static ExecutionRecord execution(@Nullable ExecutionStatus status) {
    return new ExecutionRecord(
        new UUID(11, 2),
        "exec-1",
        TIME,
        TIME.plusMillis(6),
        CONTEXT,
        "node",
        7L,
        status == null ? null : TIME.plusSeconds(60),
        60_000.25,
        status,
        "content",
        null,
        3L,
        Long.MAX_VALUE,
        new BigDecimal("-1E+30"),
        null);
  }

  private static TimelineRecord timeline() {
    return new TimelineRecord(
        new UUID(11, 3),
        TIME,
        true,
        TIME,
        CONTEXT,
        "agent_start",
        "node",
        "message\n\u0000",
        "{}",
        null);
  }

  private static LogRecord log() {
    return new LogRecord(
        new UUID(11, 4),
        TIME,
        false,
        TIME,
        CONTEXT,
        LogLevel.WARNING,
        "message",
        "main.py:12",
        "{\"a\":1}",
        null);
  }
}
