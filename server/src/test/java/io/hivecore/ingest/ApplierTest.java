package io.hivecore.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.journal.Entry;
import io.hivecore.journal.RecordCodec;
import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.SequencedRecord;
import io.hivecore.telemetry.TelemetryStoreException;
import io.hivecore.telemetry.TimelineRecord;
import io.hivecore.tenancy.TenantId;
import io.hivecore.time.ManualTime;
import io.hivecore.time.WatchedClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ApplierTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final TenantId TENANT = new TenantId(new UUID(0, 7));
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir private Path folder;

  private final ManualTime time = new ManualTime(NOW);
  private final WatchedClock clock = new WatchedClock(time, time);
  private TestJournal journal;
  private final MemoryStore store = new MemoryStore();

  @BeforeEach
  void open() {
    journal = TestJournal.open(folder.resolve("journal"));
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private Applier start() {
    return Applier.start(journal, store, clock, settings(4_096, Duration.ofMillis(1)));
  }

  private ApplierSettings settings(int mostEntries, Duration linger) {
    return new ApplierSettings(
        mostEntries,
        1 << 20,
        linger,
        20,
        LONG,
        1 << 30,
        Duration.ofMillis(1),
        Duration.ofMillis(1),
        Duration.ofMillis(4),
        folder.resolve("dead-letters"),
        1_000);
  }

  private static TimelineRecord record(int number) {
    return new TimelineRecord(
        new UUID(1, number),
        NOW,
        false,
        NOW.minusSeconds(3),
        new Context("", "", "", "", "", ""),
        "event " + number,
        "",
        "",
        "{}",
        null);
  }

  private void append(int from, int to) {
    List<Entry> entries = new ArrayList<>();
    for (int i = from; i <= to; i++) {
      TimelineRecord record = record(i);
      entries.add(
          new Entry(
              TENANT, RecordKind.TIMELINE, record.id(), true, null, RecordCodec.encode(record)));
    }
    journal.append(entries);
  }

  /** Appends what only another program can read. */
  private void put(UUID id, byte[] payload) {
    journal.append(List.of(new Entry(TENANT, RecordKind.USAGE, id, true, null, payload)));
  }

  private static List<SequencedRecord> expected(int from, int to) {
    List<SequencedRecord> records = new ArrayList<>();
    for (int i = from; i <= to; i++) {
      records.add(new SequencedRecord(i, TENANT, true, record(i)));
    }
    return records;
  }

  @Test
  void appliesInOrderWhatIsThereAndWhatComes() throws Exception {
    append(1, 10);
    try (Applier applier = start()) {
      assertThat(applier.awaitApplied(10, LONG)).isTrue();
      append(11, 15);
      append(16, 20);
      assertThat(applier.awaitApplied(20, LONG)).isTrue();
      assertThat(store.records()).isEqualTo(expected(1, 20));
      assertThat(journal.status().appliedSequence()).isEqualTo(20);
    }
  }

  @Test
  void goesOnWhereTheStoreStands() throws Exception {
    append(1, 5);
    try (Applier applier = start()) {
      assertThat(applier.awaitApplied(5, LONG)).isTrue();
    }
    append(6, 8);
    assertThat(store.records()).isEqualTo(expected(1, 5));
    try (Applier applier = start()) {
      assertThat(applier.awaitApplied(8, LONG)).isTrue();
    }
    assertThat(store.records()).isEqualTo(expected(1, 8));
  }

  @Test
  void whatComesWhileTheStoreIsBusyGoesIntoOneTransaction() throws Exception {
    store.hold();
    try (Applier applier = start()) {
      append(1, 1);
      for (int i = 2; i <= 50; i++) {
        append(i, i);
      }
      store.go();
      assertThat(applier.awaitApplied(50, LONG)).isTrue();
      // The first transaction took what was there when it began; the second all the rest.
      assertThat(store.transactions()).hasSizeLessThanOrEqualTo(2);
    }
  }

  @Test
  void aTransactionIsBoundedAndAFullOneIsNotWaitedFor() throws Exception {
    append(1, 25);
    // Busy from 20 on, so these are not.
    try (Applier applier = Applier.start(journal, store, clock, settings(10, Duration.ZERO))) {
      assertThat(applier.awaitApplied(25, LONG)).isTrue();
    }
    assertThat(store.transactions()).isEqualTo(List.of(10, 10, 5));
  }

  @Test
  void aBusySystemGathersUntilATransactionIsFull() throws Exception {
    append(1, 20);
    try (Applier applier = Applier.start(journal, store, clock, settings(30, Duration.ZERO))) {
      assertThat(applier.awaitApplied(20, LONG)).isTrue();
      append(21, 49);
      assertThat(applier.awaitApplied(21, Duration.ofMillis(100))).isFalse();
      append(50, 50);
      assertThat(applier.awaitApplied(50, LONG.dividedBy(2))).isTrue();
    }
    assertThat(store.transactions()).isEqualTo(List.of(20, 30));
  }

  @Test
  void aStoreThatFailsIsTriedAgainAndNothingIsLost() throws Exception {
    store.fail(
        1_000_000,
        new TelemetryStoreException(TelemetryStoreException.Reason.NO_ROOM, "the disk is full"));
    append(1, 3);
    try (Applier applier = start()) {
      while (store.failuresLeft() > 1_000_000 - 3) {
        assertThat(applier.awaitApplied(1, Duration.ofMillis(1))).isFalse();
      }
      time.pass(Duration.ofSeconds(57));
      time.jump(Duration.ofHours(-5));
      assertThat(applier.status())
          .isEqualTo(
              new ApplierStatus(
                  0,
                  3,
                  Duration.ofMinutes(1),
                  0,
                  Optional.of("The store does not take records: NO_ROOM.")));
      store.fail(0, new IllegalStateException());
      assertThat(applier.awaitApplied(3, LONG)).isTrue();
      append(4, 4);
      assertThat(applier.awaitApplied(4, LONG)).isTrue();
      assertThat(applier.status().failure()).isEmpty();
    }
    assertThat(store.records()).isEqualTo(expected(1, 4));
  }

  @Test
  void stopsWhileTheStoreFails() {
    store.fail(Integer.MAX_VALUE, new IllegalStateException("broken"));
    append(1, 3);
    start().close();
    assertThat(store.records()).isEmpty();
  }

  @Test
  void anEntryThatCannotBeReadIsSetAside() throws Exception {
    append(1, 1);
    UUID id = new UUID(3, 4);
    put(id, new byte[] {99, 1, 2});
    append(3, 3);
    try (Applier applier = start()) {
      assertThat(applier.awaitApplied(3, LONG)).isTrue();
      assertThat(applier.status())
          .isEqualTo(new ApplierStatus(3, 3, Duration.ZERO, 1, Optional.empty()));
    }
    List<SequencedRecord> all = expected(1, 3);
    assertThat(store.records()).isEqualTo(List.of(all.get(0), all.get(2)));
    assertThat(Files.readString(folder.resolve("dead-letters")))
        .isEqualTo("2\t" + TENANT + "\tusage\t" + id + "\tYwEC\n");
  }

  @Test
  void entriesThatCannotBeReadDoNotFillTheDisk() throws Exception {
    for (int i = 0; i < 50; i++) {
      put(new UUID(3, i), new byte[100]);
    }
    try (Applier applier = start()) {
      assertThat(applier.awaitApplied(50, LONG)).isTrue();
      assertThat(applier.status().setAside()).isEqualTo(50);
    }
    assertThat(Files.size(folder.resolve("dead-letters"))).isBetween(500L, 1_000L);
  }

  @Test
  void behindAStoreThatIsAheadNothingIsPassedOver() throws Exception {
    store.apply(List.of(), 9);
    try (Applier applier = start()) {
      assertThat(applier.status())
          .isEqualTo(new ApplierStatus(9, 9, Duration.ZERO, 0, Optional.empty()));
      append(1, 3);
      assertThat(applier.awaitApplied(journal.durableSequence(), LONG)).isTrue();
    }
    assertThat(store.records())
        .extracting(SequencedRecord::record)
        .containsExactly(record(1), record(2), record(3));
  }

  @Test
  void tellsTheJournalHowFarItIsAlsoWhileNothingComesIn() throws Exception {
    append(1, 3);
    try (Applier applier = start()) {
      assertThat(applier.awaitApplied(3, LONG)).isTrue();
      journal.awaitToldTwiceMore();
    }
  }

  @Test
  void withNothingToDoThereIsNoLag() throws Exception {
    append(1, 1);
    try (Applier applier = start()) {
      assertThat(applier.awaitApplied(1, LONG)).isTrue();
      time.pass(Duration.ofHours(1));
      assertThat(applier.status())
          .isEqualTo(new ApplierStatus(1, 1, Duration.ZERO, 0, Optional.empty()));
    }
  }
}
