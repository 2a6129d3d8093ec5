package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.traces.Call;
import io.hivecore.telemetry.traces.TraceState;
import io.hivecore.telemetry.traces.TwinCalls;
import io.hivecore.tenancy.TenantId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The traces that a transaction changes, and those that tell of the same calls. Says which calls
 * count, given all of them.
 */
final class TwinTraces {
  /** As many other traces as are looked at for one transaction. */
  private static final int MOST_TRACES = 5_000;

  private final StoredState stored;
  private final TraceStates cached;
  private final Map<TraceStates.Key, TraceState> states = new LinkedHashMap<>();

  /** The transaction's own. */
  private final Set<TraceStates.Key> own = new HashSet<>();

  /** Traces that are on their way out: what they tell does not count any more. */
  private final Set<TraceStates.Key> leaving = new HashSet<>();

  TwinTraces(StoredState stored, TraceStates cached) {
    this.stored = stored;
    this.cached = cached;
  }

  /** The calls of which it had to be decided anew whether they count. */
  record Verdict(List<Call> counting, List<Call> doubled) {}

  /** Adds a trace as it will be after the transaction. */
  void put(TraceStates.Key key, TraceState state) {
    states.put(key, state);
    own.add(key);
  }

  /** Leaves a trace out. */
  void leave(TraceStates.Key key) {
    leaving.add(key);
  }

  Collection<Call> calls(TraceStates.Key key) throws SQLException {
    return load(key).calls();
  }

  /** Remembers what was looked at besides the transaction's own traces. */
  void keep() {
    states.forEach(
        (key, state) -> {
          if (!own.contains(key)) {
            cached.keep(key, state, state.size());
          }
        });
  }

  /**
   * Decides which calls count, of those that were touched and of their twins.
   *
   * @param touched calls as they were and as they are
   */
  Verdict judge(TenantId tenant, Collection<Call> touched) throws SQLException {
    if (touched.isEmpty()) {
      return new Verdict(List.of(), List.of());
    }
    look(tenant, touched);
    Set<Call> concerned = concerned(touched, present(tenant, touched));
    Set<Call> others = new LinkedHashSet<>(concerned);
    others.removeAll(new HashSet<>(touched));
    // The twins of twins: they say whether those count.
    look(tenant, others);
    Map<String, List<Call>> present = present(tenant, touched);
    Set<Call> doubled =
        new LinkedHashSet<>(
            TwinCalls.doubled(concerned, present.values().stream().flatMap(List::stream).toList()));
    return new Verdict(
        concerned.stream().filter(call -> !doubled.contains(call)).toList(), List.copyOf(doubled));
  }

  private void look(TenantId tenant, Collection<Call> calls) throws SQLException {
    if (calls.isEmpty()) {
      return;
    }
    for (String traceId : stored.tracesOfTwins(tenant, calls, MOST_TRACES)) {
      load(new TraceStates.Key(tenant, traceId));
    }
  }

  private TraceState load(TraceStates.Key key) throws SQLException {
    @Nullable TraceState state = states.get(key);
    if (state == null) {
      state = cached.find(key);
    }
    if (state == null) {
      state = new TraceState(stored.outlines(key.tenant(), key.traceId()));
    }
    states.put(key, state);
    return state;
  }

  /** The calls that there are with the response ids of these, by response id. */
  private Map<String, List<Call>> present(TenantId tenant, Collection<Call> calls) {
    Map<String, List<Call>> present = new HashMap<>();
    calls.forEach(call -> present.putIfAbsent(call.responseId(), new ArrayList<>()));
    states.forEach(
        (key, state) -> {
          if (key.tenant().equals(tenant) && !leaving.contains(key)) {
            for (Call call : state.calls()) {
              List<Call> same = present.get(call.responseId());
              if (same != null) {
                same.add(call);
              }
            }
          }
        });
    return present;
  }

  /** Of what is there, the calls that were touched and those that are or were their twins. */
  private static Set<Call> concerned(Collection<Call> touched, Map<String, List<Call>> present) {
    Map<String, List<Call>> touchedByResponse = new HashMap<>();
    for (Call call : touched) {
      touchedByResponse.computeIfAbsent(call.responseId(), ignored -> new ArrayList<>()).add(call);
    }
    Set<Call> concerned = new LinkedHashSet<>();
    touchedByResponse.forEach(
        (response, changed) -> {
          List<Call> there = present.getOrDefault(response, List.of());
          List<Call> both = new ArrayList<>(there);
          both.addAll(changed);
          Set<Call> own = new HashSet<>(changed);
          boolean mayBeTwins = TwinCalls.mayBeTwins(both);
          for (Call call : there) {
            if (own.contains(call)
                || (mayBeTwins
                    && changed.stream().anyMatch(each -> TwinCalls.areTwins(each, call)))) {
              concerned.add(call);
            }
          }
        });
    return concerned;
  }
}
