package io.hivecore.telemetry.http;

import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.TraceQueries;
import io.hivecore.telemetry.TraceRecord;
import io.hivecore.telemetry.traces.TraceLayout;
import io.hivecore.telemetry.traces.TraceState;
import io.hivecore.tenancy.TenantId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lays traces out, and remembers the last few, so that someone who pages through a large trace does
 * not have it laid out anew for every page. Safe for use by many threads.
 */
final class TraceLayouts {
  /** Rows of about a kilobyte; a larger trace is laid out each time. */
  private static final int MOST_ROWS = 60_000;

  private final TraceQueries traces;
  private final Map<Key, TraceLayout> recent = new LinkedHashMap<>(16, 0.75f, true);
  private int rows;

  TraceLayouts(TraceQueries traces) {
    this.traces = traces;
  }

  /** One state of one trace: whatever changes it also changes when it was heard of, or its size. */
  private record Key(TenantId tenant, TraceRecord state) {}

  List<SpanRecord> spans(TenantId tenant, TraceRecord trace, Duration deadline) {
    return traces.branches(tenant, trace.traceId(), TraceState.MOST_SPANS, deadline);
  }

  TraceLayout layout(TenantId tenant, TraceRecord trace, Duration deadline) {
    Key key = new Key(tenant, trace);
    synchronized (recent) {
      TraceLayout known = recent.get(key);
      if (known != null) {
        return known;
      }
    }
    TraceLayout made = TraceLayout.of(spans(tenant, trace, deadline));
    // A trace that grew meanwhile is shown as it is, but not remembered under its old state.
    if (made.rows().size() <= MOST_ROWS && made.rows().size() == trace.figures().spans()) {
      remember(key, made);
    }
    return made;
  }

  private void remember(Key key, TraceLayout layout) {
    synchronized (recent) {
      TraceLayout before = recent.put(key, layout);
      rows += layout.rows().size() - (before == null ? 0 : before.rows().size());
      var oldest = recent.values().iterator();
      while (rows > MOST_ROWS) {
        rows -= oldest.next().rows().size();
        oldest.remove();
      }
    }
  }
}
