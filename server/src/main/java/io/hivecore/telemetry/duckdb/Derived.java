package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.ExecutionRecord;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.RecordNames;
import io.hivecore.telemetry.SequencedRecord;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.Subject;
import io.hivecore.telemetry.TraceFigures;
import io.hivecore.telemetry.TraceRecord;
import io.hivecore.telemetry.UsageRecord;
import io.hivecore.telemetry.duckdb.MergedStates.Identity;
import io.hivecore.telemetry.duckdb.MergedStates.Stored;
import io.hivecore.telemetry.duckdb.StoredState.UsageRow;
import io.hivecore.telemetry.traces.Call;
import io.hivecore.telemetry.traces.TraceState;
import io.hivecore.telemetry.traces.TwinCalls;
import io.hivecore.tenancy.TenantId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What follows from the spans of one transaction: usage to add and to take back, runs of agents,
 * and the states of the traces.
 */
final class Derived {
  private final StoredState stored;
  private final Merge merge;
  private final TraceStates cached;
  private final RecordNames names = new RecordNames();
  private final List<Usage> billed = new ArrayList<>();
  private final List<Usage> retracted = new ArrayList<>();
  private final List<Grown> grown = new ArrayList<>();
  private final TwinTraces twins;

  /** Usage records that are known already from a span, by tenant and id. */
  private final Set<Owned> known = new HashSet<>();

  Derived(StoredState stored, Merge merge, TraceStates cached) {
    this.stored = stored;
    this.merge = merge;
    this.cached = cached;
    this.twins = new TwinTraces(stored, cached);
  }

  /**
   * Usage of a span.
   *
   * @param sequence of its row
   */
  record Usage(TenantId tenant, long sequence, UsageRecord record) {}

  private record Owned(TenantId tenant, UUID id) {}

  /**
   * A trace to which spans were added.
   *
   * @param sequence of what follows from them
   */
  private record Grown(
      TraceStates.Key key,
      TraceState state,
      int sizeBefore,
      TraceState.Change change,
      long sequence) {}

  /** The new states of a trace's spans, and the highest sequence among them. */
  private static final class Batch {
    private final List<SpanRecord> spans = new ArrayList<>();
    private long sequence;
  }

  /** Draws what follows from the merged states. */
  void add(List<SequencedRecord> records) throws SQLException {
    Map<TraceStates.Key, Batch> batches = batches();
    look(batches);
    for (Map.Entry<TraceStates.Key, Batch> entry : batches.entrySet()) {
      add(entry.getKey(), entry.getValue());
    }
    bill();
    reported(records);
  }

  /**
   * Hands over what some traces that are to be removed were billed for and others tell of, too.
   *
   * @param all that are to be removed
   * @param sequence of what is billed anew
   */
  void release(TenantId tenant, List<String> some, Set<String> all, long sequence)
      throws SQLException {
    all.forEach(traceId -> twins.leave(new TraceStates.Key(tenant, traceId)));
    List<Call> leaving = new ArrayList<>();
    for (String traceId : some) {
      leaving.addAll(twins.calls(new TraceStates.Key(tenant, traceId)));
    }
    List<Call> counting = twins.judge(tenant, leaving).counting();
    List<UsageRecord> replaced =
        leaving.stream()
            .filter(call -> counting.stream().anyMatch(other -> TwinCalls.areTwins(call, other)))
            .map(Call::usage)
            .toList();
    bill(tenant, sequence, counting.stream().map(Call::usage).toList(), replaced);
  }

  private Map<TraceStates.Key, Batch> batches() {
    Map<TraceStates.Key, Batch> batches = new LinkedHashMap<>();
    for (Map.Entry<Identity, Stored> entry : merge.states().entrySet()) {
      if (entry.getValue().record() instanceof SpanRecord span) {
        Batch batch =
            batches.computeIfAbsent(
                new TraceStates.Key(entry.getKey().tenant(), span.traceId()),
                ignored -> new Batch());
        batch.spans.add(span);
        batch.sequence = Math.max(batch.sequence, entry.getValue().sequence());
      }
    }
    return batches;
  }

  private void look(Map<TraceStates.Key, Batch> batches) throws SQLException {
    List<Identity> traces = new ArrayList<>();
    batches.keySet().forEach(key -> traces.add(traceOf(key)));
    merge.look(traces);
  }

  private Identity traceOf(TraceStates.Key key) {
    return new Identity(key.tenant(), RecordKind.TRACE, names.trace(key.traceId()));
  }

  private void add(TraceStates.Key key, Batch batch) throws SQLException {
    Identity trace = traceOf(key);
    var before = (TraceRecord) merge.state(trace);
    TraceState state = cached.find(key);
    if (state == null) {
      state =
          new TraceState(before == null ? List.of() : stored.outlines(key.tenant(), key.traceId()));
    }
    int sizeBefore = state.size();
    TraceState.Change change = state.put(batch.spans);
    grown.add(new Grown(key, state, sizeBefore, change, batch.sequence));
    twins.put(key, state);
    for (ExecutionRecord execution : change.executions()) {
      Identity run = new Identity(key.tenant(), RecordKind.EXECUTION, execution.id());
      merge.look(List.of(run));
      // In the place of the one before, of which a sum may have been taken back.
      merge.put(run, execution, batch.sequence);
    }
    SpanRecord last = batch.spans.getLast();
    TraceRecord after =
        (before == null ? firstOf(trace.id(), last) : before)
            .withFigures(change.outcome().figures(), change.outcome().context(), last.receivedAt());
    merge.put(trace, after, batch.sequence);
  }

  private static TraceRecord firstOf(UUID id, SpanRecord span) {
    Context context = new Context("", "", "", "", span.traceId(), "");
    return new TraceRecord(
        id,
        span.timestamp(),
        span.receivedAt(),
        context,
        "",
        Subject.NONE,
        "",
        "",
        List.of(),
        "",
        TraceFigures.NONE,
        null);
  }

  /** Writes what changed, each call once however many traces tell of it. */
  private void bill() throws SQLException {
    Map<TenantId, List<Grown>> byTenant = new LinkedHashMap<>();
    for (Grown each : grown) {
      byTenant.computeIfAbsent(each.key().tenant(), ignored -> new ArrayList<>()).add(each);
    }
    for (Map.Entry<TenantId, List<Grown>> entry : byTenant.entrySet()) {
      bill(entry.getKey(), entry.getValue());
    }
  }

  private void bill(TenantId tenant, List<Grown> changed) throws SQLException {
    List<Call> touched = new ArrayList<>();
    changed.forEach(each -> touched.addAll(each.change().touched()));
    TwinTraces.Verdict verdict = twins.judge(tenant, touched);
    Set<UUID> doubled = new HashSet<>();
    verdict.doubled().forEach(call -> doubled.add(call.usage().id()));
    Set<UUID> seen = new HashSet<>();
    long last = 0;
    for (Grown each : changed) {
      TraceState.Change change = each.change();
      change.billed().forEach(usage -> seen.add(usage.id()));
      change.retracted().forEach(usage -> seen.add(usage.id()));
      bill(
          tenant,
          each.sequence(),
          change.billed().stream().filter(usage -> !doubled.contains(usage.id())).toList(),
          change.retracted());
      last = Math.max(last, each.sequence());
    }
    // Those that did not change themselves, but of which a twin did.
    bill(
        tenant,
        last,
        verdict.counting().stream()
            .map(Call::usage)
            .filter(each -> !seen.contains(each.id()))
            .toList(),
        verdict.doubled().stream()
            .map(Call::usage)
            .filter(each -> !seen.contains(each.id()))
            .toList());
  }

  private void bill(
      TenantId tenant, long sequence, List<UsageRecord> counting, List<UsageRecord> not)
      throws SQLException {
    Set<UUID> ids = new HashSet<>();
    counting.forEach(usage -> ids.add(usage.id()));
    not.forEach(usage -> ids.add(usage.id()));
    Map<UUID, UsageRow> rows = ids.isEmpty() ? Map.of() : stored.usage(tenant, ids);
    for (UsageRecord usage : not) {
      UsageRow row = rows.get(usage.id());
      // What was reported by itself stays, whatever its span comes to.
      if (row != null && row.fromSpan()) {
        retracted.add(new Usage(tenant, row.sequence(), usage));
        rows.remove(usage.id());
      }
    }
    for (UsageRecord usage : counting) {
      // What is in the ledger still was reported by itself, or is of a trace that was removed.
      if (!rows.containsKey(usage.id())) {
        billed.add(new Usage(tenant, sequence, usage));
      }
    }
  }

  /** Finds usage that was reported by itself of spans that are billed. */
  private void reported(List<SequencedRecord> records) throws SQLException {
    boolean none = billed.isEmpty() && !stored.hasSpans();
    if (none) {
      return;
    }
    Map<TenantId, Set<UUID>> reported = new HashMap<>();
    for (SequencedRecord sequenced : records) {
      if (isOfSpan(sequenced)) {
        reported
            .computeIfAbsent(sequenced.tenant(), ignored -> new HashSet<>())
            .add(sequenced.record().id());
      }
    }
    for (Map.Entry<TenantId, Set<UUID>> entry : reported.entrySet()) {
      for (UUID id : stored.usage(entry.getKey(), entry.getValue()).keySet()) {
        known.add(new Owned(entry.getKey(), id));
      }
    }
    // Of the same transaction, what was reported goes first.
    billed.removeIf(
        usage ->
            reported.getOrDefault(usage.tenant(), Set.of()).contains(usage.record().id())
                && !known.contains(new Owned(usage.tenant(), usage.record().id())));
  }

  private static boolean isOfSpan(SequencedRecord sequenced) {
    return sequenced.record() instanceof UsageRecord usage
        && !usage.context().spanId().isEmpty()
        && !usage.context().traceId().isEmpty();
  }

  /** Whether usage is in the store already, because it followed from a span. */
  boolean isKnown(SequencedRecord sequenced) {
    return !known.isEmpty()
        && known.contains(new Owned(sequenced.tenant(), sequenced.record().id()));
  }

  List<Usage> billed() {
    return billed;
  }

  List<Usage> retracted() {
    return retracted;
  }

  /** Remembers the traces, once all of it is durable. */
  void keep() {
    twins.keep();
    grown.forEach(each -> cached.keep(each.key(), each.state(), each.sizeBefore()));
  }
}
