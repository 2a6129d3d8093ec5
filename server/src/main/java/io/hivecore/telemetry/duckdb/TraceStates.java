package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.traces.TraceState;
import io.hivecore.tenancy.TenantId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The traces to which spans were added most recently, within a bound. Belongs to the writer. */
final class TraceStates {
  /** Of about 700 bytes each; the trace that was added to last is kept whatever its size. */
  private static final int MOST_SPANS = 50_000;

  private final Map<Key, TraceState> states = new LinkedHashMap<>(1024, 0.75f, true);
  private int spans;

  /** Names a trace. */
  record Key(TenantId tenant, String traceId) {}

  @Nullable TraceState find(Key key) {
    return states.get(key);
  }

  /** Takes a trace over, or notes that it has grown. */
  void keep(Key key, TraceState state, int sizeBefore) {
    TraceState before = states.put(key, state);
    spans += state.size() - (before == null ? 0 : sizeBefore);
    Iterator<Map.Entry<Key, TraceState>> oldest = states.entrySet().iterator();
    while (spans > MOST_SPANS && states.size() > 1) {
      spans -= oldest.next().getValue().size();
      oldest.remove();
    }
  }

  void clear() {
    states.clear();
    spans = 0;
  }
}
