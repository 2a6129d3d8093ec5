package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.MergedRecord;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.SequencedRecord;
import io.hivecore.telemetry.TelemetryRecord;
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

/**
 * Turns a range of the journal into one transaction on the open segment: merges messages with the
 * stored states of their records, draws from spans what follows from them, declares replaced
 * versions dead. Belongs to the writer's thread.
 */
final class ApplyTransaction {
  private final TenantKeys tenants;
  private final MergedStates states;
  private final TraceStates traces;

  ApplyTransaction(TenantKeys tenants, MergedStates states, TraceStates traces) {
    this.tenants = tenants;
    this.states = states;
    this.traces = traces;
  }

  /**
   * Writes the records and the mark, all or nothing.
   *
   * @param records in sequence order, none of which was applied before
   */
  void apply(SegmentWriter writer, StoredState stored, List<SequencedRecord> records, long upTo)
      throws SQLException {
    Segment segment = writer.segment();
    Extent before = segment.extent();
    var merge = new Merge(stored, states);
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
    for (RowKey old : merge.replaced()) {
      (old.sequence() >= before.firstSequence() ? removed : superseded).add(old);
    }
    writer.supersede(superseded);
    writer.remove(removed);
    writer.commit(upTo);

    sumUp(segment, records, derived);
    merge.states().forEach(states::put);
    derived.keep();
    segment.extent(
        before.and(new Extent(before.firstSequence(), upTo, ranges.byKind, superseded.size())));
  }

  private int tenant(SegmentWriter writer, TenantId tenant, TelemetryRecord record)
      throws SQLException {
    int key = tenants.give(tenant);
    writer.explain(key, tenant);
    writer.segment().filter().add(IdFilter.hash(tenant, record.kind(), record.id()));
    return key;
  }

  private void sumUp(Segment segment, List<SequencedRecord> records, Derived derived) {
    if (segment.rollUp() instanceof LiveRollUp rollUp) {
      for (SequencedRecord sequenced : records) {
        if (sequenced.record() instanceof UsageRecord usage && !derived.isKnown(sequenced)) {
          rollUp.add(tenants.give(sequenced.tenant()), Micros.of(usage.timestamp()), usage);
        }
      }
      for (Derived.Usage usage : derived.billed()) {
        UsageRecord record = usage.record();
        rollUp.add(tenants.give(usage.tenant()), Micros.of(record.timestamp()), record);
      }
      for (Derived.Usage usage : derived.retracted()) {
        UsageRecord record = usage.record();
        rollUp.subtract(tenants.give(usage.tenant()), Micros.of(record.timestamp()), record);
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
