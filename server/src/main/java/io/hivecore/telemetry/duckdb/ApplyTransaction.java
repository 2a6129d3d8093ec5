package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.ExecutionRecord;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.SequencedRecord;
import io.hivecore.telemetry.UsageRecord;
import io.hivecore.telemetry.duckdb.ExecutionStates.Identity;
import io.hivecore.telemetry.duckdb.ExecutionStates.Stored;
import io.hivecore.telemetry.ids.IdFilter;
import io.hivecore.telemetry.rollup.LiveRollUp;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns a range of the journal into one transaction on the open segment: merges the messages on an
 * execution with its stored state, declares replaced versions dead. Belongs to the writer's thread.
 */
final class ApplyTransaction {
  private final TenantKeys tenants;
  private final ExecutionStates states;

  ApplyTransaction(TenantKeys tenants, ExecutionStates states) {
    this.tenants = tenants;
    this.states = states;
  }

  /** Looks up stored executions. */
  interface Lookup {
    Map<Identity, Stored> find(List<Identity> keys) throws SQLException;
  }

  /**
   * Writes the records and the mark, all or nothing.
   *
   * @param records in sequence order, none of which was applied before
   */
  void apply(SegmentWriter writer, Lookup lookup, List<SequencedRecord> records, long upTo)
      throws SQLException {
    Segment segment = writer.segment();
    Extent before = segment.extent();
    Merge merge = merge(lookup, records);
    List<Long> removed = new ArrayList<>();
    List<Long> superseded = new ArrayList<>();
    Map<RecordKind, Extent.Range> ranges = new EnumMap<>(RecordKind.class);

    writer.begin();
    for (SequencedRecord sequenced : records) {
      var record = sequenced.record();
      int tenant = tenants.give(sequenced.tenant());
      writer.explain(tenant, sequenced.tenant());
      segment.filter().add(IdFilter.hash(sequenced.tenant(), record.kind(), record.id()));
      if (record instanceof ExecutionRecord) {
        continue;
      }
      writer.append(sequenced.sequence(), tenant, record);
      grow(ranges, record.kind(), Micros.of(record.timestamp()));
    }
    for (Map.Entry<Identity, Stored> entry : merge.states().entrySet()) {
      Stored state = entry.getValue();
      writer.append(state.sequence(), tenants.give(entry.getKey().tenant()), state.record());
      grow(ranges, RecordKind.EXECUTION, Micros.of(state.record().timestamp()));
    }
    for (long old : merge.replaced()) {
      (old >= before.firstSequence() ? removed : superseded).add(old);
    }
    writer.supersede(superseded);
    writer.removeExecutions(removed);
    writer.commit(upTo);

    sumUp(segment, records);
    merge.states().forEach(states::put);
    segment.extent(before.and(new Extent(before.firstSequence(), upTo, ranges, superseded.size())));
  }

  private void sumUp(Segment segment, List<SequencedRecord> records) {
    if (segment.rollUp() instanceof LiveRollUp rollUp) {
      for (SequencedRecord sequenced : records) {
        if (sequenced.record() instanceof UsageRecord usage) {
          rollUp.add(tenants.give(sequenced.tenant()), Micros.of(usage.timestamp()), usage);
        }
      }
    }
  }

  /**
   * What the records make of executions.
   *
   * @param states the new ones, in order of their sequence
   * @param replaced the sequences of the rows that they take the place of
   */
  private record Merge(Map<Identity, Stored> states, List<Long> replaced) {}

  private Merge merge(Lookup lookup, List<SequencedRecord> records) throws SQLException {
    Map<Identity, Stored> prior = prior(lookup, records);
    List<Long> replaced = prior.values().stream().map(Stored::sequence).toList();
    Map<Identity, Stored> merged = new LinkedHashMap<>();
    for (SequencedRecord sequenced : records) {
      if (sequenced.record() instanceof ExecutionRecord message) {
        Identity key = new Identity(sequenced.tenant(), message.id());
        Stored state = merged.remove(key);
        if (state == null) {
          state = prior.get(key);
        }
        ExecutionRecord record = state == null ? message : state.record().mergedWith(message);
        merged.put(key, new Stored(record, sequenced.sequence()));
      }
    }
    return new Merge(merged, replaced);
  }

  private Map<Identity, Stored> prior(Lookup lookup, List<SequencedRecord> records)
      throws SQLException {
    Map<Identity, Stored> prior = new HashMap<>();
    List<Identity> unknown = new ArrayList<>();
    Map<Identity, Boolean> seen = new HashMap<>();
    for (SequencedRecord sequenced : records) {
      if (sequenced.record() instanceof ExecutionRecord message) {
        Identity key = new Identity(sequenced.tenant(), message.id());
        if (seen.putIfAbsent(key, true) != null || sequenced.created()) {
          continue;
        }
        Stored state = states.find(key);
        if (state != null) {
          prior.put(key, state);
        } else {
          unknown.add(key);
        }
      }
    }
    if (!unknown.isEmpty()) {
      prior.putAll(lookup.find(unknown));
    }
    return prior;
  }

  private static void grow(
      Map<RecordKind, Extent.Range> ranges, RecordKind kind, long timestampMicros) {
    ranges.put(kind, ranges.getOrDefault(kind, Extent.Range.EMPTY).with(timestampMicros));
  }
}
