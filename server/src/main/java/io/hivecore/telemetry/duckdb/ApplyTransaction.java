package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.CostRule;
import io.hivecore.telemetry.MergedRecord;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.SequencedRecord;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.telemetry.UsageChanges;
import io.hivecore.telemetry.UsageChanges.Change;
import io.hivecore.telemetry.UsageRecord;
import io.hivecore.telemetry.duckdb.MergedStates.Identity;
import io.hivecore.telemetry.duckdb.MergedStates.Stored;
import io.hivecore.telemetry.ids.IdFilter;
import io.hivecore.telemetry.rollup.LiveRollUp;
import io.hivecore.tenancy.TenantId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns a range of the journal into one transaction on the open segment: merges messages with the
 * stored states of their records, draws from spans what follows from them, declares replaced
 * versions dead. Belongs to the writer's thread.
 */
final class ApplyTransaction {
  private final TenantKeys tenants;
  private final MergedStates states;
  private final TraceStates traces;
  private final CostRule costs;

  ApplyTransaction(TenantKeys tenants, MergedStates states, TraceStates traces, CostRule costs) {
    this.tenants = tenants;
    this.states = states;
    this.traces = traces;
    this.costs = costs;
  }

  /**
   * Writes the records and the mark, all or nothing.
   *
   * @param records in sequence order, none of which was applied before
   * @return what it did to the ledger
   */
  UsageChanges apply(
      SegmentWriter writer, StoredState stored, List<SequencedRecord> records, long upTo)
      throws SQLException {
    Segment segment = writer.segment();
    Extent before = segment.extent();
    var merge = new Merge(stored, states, costs);
    merge.add(records);
    var derived = new Derived(stored, merge, traces);
    derived.add(records);
    List<RowKey> removed = new ArrayList<>();
    List<RowKey> superseded = new ArrayList<>();
    var ranges = new Ranges();

    writer.begin();
    for (SequencedRecord sequenced : records) {
      TelemetryRecord record = sequenced.record();
      if (!(record instanceof MergedRecord) && !derived.isKnown(sequenced)) {
        writer.append(sequenced.sequence(), tenant(writer, sequenced.tenant(), record), record);
        ranges.grow(record);
      }
    }
    for (Map.Entry<Identity, Stored> entry : merge.states().entrySet()) {
      Stored state = entry.getValue();
      int tenant = tenant(writer, entry.getKey().tenant(), state.record());
      writer.append(state.sequence(), tenant, state.record());
      ranges.grow(state.record());
    }
    write(writer, derived, superseded, ranges);
    for (RowKey old : merge.replaced()) {
      (old.sequence() >= before.firstSequence() ? removed : superseded).add(old);
    }
    writer.supersede(superseded);
    writer.remove(removed);
    // Known before anyone can see them, see Visible#only.
    segment.extent(before.superseding(superseded));
    writer.commit(upTo);

    UsageChanges changes = changes(records, derived);
    sumUp(segment, changes);
    merge.states().forEach(states::put);
    derived.keep();
    segment.extent(
        before.and(
            new Extent(
                before.firstSequence(), upTo, ranges.byKind, Extent.Superseded.of(superseded))));
    return changes;
  }

  /**
   * Before traces are removed: calls of some of them that others tell of, too, count there from now
   * on.
   *
   * @param all that are removed
   */
  void release(
      SegmentWriter writer,
      StoredState stored,
      TenantId tenant,
      List<String> some,
      Set<String> all,
      long applied)
      throws SQLException {
    Segment segment = writer.segment();
    Extent before = segment.extent();
    var derived = new Derived(stored, new Merge(stored, states, costs), traces);
    // Of the segment, also when nothing was applied to it yet.
    long sequence = Math.max(applied, before.firstSequence());
    derived.release(tenant, some, all, sequence);
    if (derived.billed().isEmpty() && derived.retracted().isEmpty()) {
      return;
    }
    List<RowKey> superseded = new ArrayList<>();
    var ranges = new Ranges();
    writer.begin();
    write(writer, derived, superseded, ranges);
    writer.supersede(superseded);
    segment.extent(before.superseding(superseded));
    writer.commit(applied);
    sumUp(segment, changes(List.of(), derived));
    segment.extent(
        before.and(
            new Extent(
                before.firstSequence(),
                sequence,
                ranges.byKind,
                Extent.Superseded.of(superseded))));
  }

  private void write(SegmentWriter writer, Derived derived, List<RowKey> superseded, Ranges ranges)
      throws SQLException {
    for (Derived.Usage usage : derived.billed()) {
      int tenant = tenant(writer, usage.tenant(), usage.record());
      writer.appendOfSpan(usage.sequence(), tenant, usage.record());
      ranges.grow(usage.record());
    }
    for (Derived.Usage usage : derived.retracted()) {
      int tenant = tenants.give(usage.tenant());
      writer.explain(tenant, usage.tenant());
      writer.retract(usage.sequence(), tenant, usage.record());
      superseded.add(new RowKey(RecordKind.USAGE, usage.sequence(), usage.record().id()));
      ranges.grow(usage.record());
    }
  }

  private int tenant(SegmentWriter writer, TenantId tenant, TelemetryRecord record)
      throws SQLException {
    int key = tenants.give(tenant);
    writer.explain(key, tenant);
    IdFilter filter = writer.segment().filter();
    filter.add(IdFilter.hash(tenant, record.kind(), record.id()));
    if (record instanceof SpanRecord span && !span.call().responseId().isEmpty()) {
      filter.add(IdFilter.hash(tenant, span.call().responseId()));
    }
    return key;
  }

  private static UsageChanges changes(List<SequencedRecord> records, Derived derived) {
    List<Change> added = new ArrayList<>();
    for (SequencedRecord sequenced : records) {
      if (sequenced.record() instanceof UsageRecord usage && !derived.isKnown(sequenced)) {
        added.add(new Change(sequenced.tenant(), usage));
      }
    }
    for (Derived.Usage usage : derived.billed()) {
      added.add(new Change(usage.tenant(), usage.record()));
    }
    List<Change> retracted =
        derived.retracted().stream()
            .map(usage -> new Change(usage.tenant(), usage.record()))
            .toList();
    return new UsageChanges(added, retracted);
  }

  private void sumUp(Segment segment, UsageChanges changes) {
    if (segment.rollUp() instanceof LiveRollUp rollUp) {
      for (Change change : changes.added()) {
        UsageRecord usage = change.usage();
        rollUp.add(tenants.give(change.tenant()), Micros.of(usage.timestamp()), usage);
      }
      for (Change change : changes.retracted()) {
        UsageRecord usage = change.usage();
        rollUp.subtract(tenants.give(change.tenant()), Micros.of(usage.timestamp()), usage);
      }
    }
  }

  private static final class Ranges {
    private final Map<RecordKind, Extent.Range> byKind = new EnumMap<>(RecordKind.class);

    void grow(TelemetryRecord record) {
      byKind.put(
          record.kind(),
          byKind
              .getOrDefault(record.kind(), Extent.Range.EMPTY)
              .with(Micros.of(record.timestamp())));
    }
  }
}
