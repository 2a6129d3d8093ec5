package io.hivecore.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * One long random journal, always the same, so that another process can tell what must be stored.
 */
public final class ReplayedJournal {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int STEP = 2;

  private final RandomRecords records =
      new RandomRecords(77, Instant.parse("2026-01-01T00:00:00Z"), Duration.ofDays(2));

  private ReplayedJournal() {}

  /** Applies the journal in batches of random size, never to return, and tells when it begins. */
  public static void applyForEver(TelemetryStore store, Runnable begun) {
    ReplayedJournal journal = from(store);
    var sizes = new Random();
    begun.run();
    while (true) {
      journal.applyNext(store, 1 + sizes.nextInt(100));
    }
  }

  /** Applies the journal's next transactions of two entries each. */
  public static void apply(TelemetryStore store, int transactions) {
    ReplayedJournal journal = from(store);
    for (int i = 0; i < transactions; i++) {
      journal.applyNext(store, 1);
    }
  }

  /** The journal from where a store stands. */
  private static ReplayedJournal from(TelemetryStore store) {
    var journal = new ReplayedJournal();
    while (journal.records.sequence() < store.appliedSequence()) {
      journal.records.next(STEP);
    }
    assertThat(journal.records.sequence()).isEqualTo(store.appliedSequence());
    return journal;
  }

  private void applyNext(TelemetryStore store, int steps) {
    List<SequencedRecord> batch = records.next(STEP * steps);
    store.apply(batch, records.sequence());
  }

  /** Whether a store holds exactly what the journal says up to a sequence. */
  public static void assertHolds(TelemetryStore store, long sequence) {
    var journal = new ReplayedJournal();
    var model = new ModelStore();
    while (journal.records.sequence() < sequence) {
      model.apply(journal.records.next(STEP), journal.records.sequence());
    }
    assertThat(journal.records.sequence()).isEqualTo(sequence);
    for (TenantId tenant : List.of(RandomRecords.FIRST, RandomRecords.SECOND)) {
      for (RecordKind kind : RandomRecords.kinds()) {
        List<TelemetryRecord> expected = model.all(tenant, kind, RecordFilter.ALL);
        PageRequest page = StoreContract.newestFirst(Math.max(1, expected.size() + 10));
        List<TelemetryRecord> actual =
            store.queries().list(tenant, kind, RecordFilter.ALL, page, SOON).records();
        Set<UUID> ids = new HashSet<>();
        actual.forEach(record -> ids.add(record.id()));
        assertThat(ids).hasSize(actual.size());
        assertThat(Set.copyOf(actual)).as("%s", kind).isEqualTo(Set.copyOf(expected));
      }
      StoreContract.assertSums(
          store.queries().usageTotals(tenant, RecordFilter.ALL, SOON),
          model.usageTotals(tenant, RecordFilter.ALL, SOON));
    }
  }
}
