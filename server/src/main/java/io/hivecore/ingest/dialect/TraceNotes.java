package io.hivecore.ingest.dialect;

import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.Identities;
import io.hivecore.ingest.IncomingRecord;
import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.Subject;
import io.hivecore.telemetry.TraceFigures;
import io.hivecore.telemetry.TraceRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What spans say beside of the trace that they are in: its name, and what went into it as a whole
 * and came out. Of several names in one request the one of the earliest span counts, which is the
 * outermost. Belongs to one request.
 */
final class TraceNotes {
  private final Arrival arrival;
  private final Identities identities;
  private final Map<String, TraceRecord> traces = new LinkedHashMap<>();

  TraceNotes(Arrival arrival, Identities identities) {
    this.arrival = arrival;
    this.identities = identities;
  }

  void take(SpanRecord span, Found found) {
    String name = found.text(Slot.TRACE_NAME);
    String input = found.text(Slot.TRACE_INPUT);
    String output = found.text(Slot.TRACE_OUTPUT);
    if (name.isEmpty() && input.isEmpty() && output.isEmpty()) {
      return;
    }
    TraceRecord known = traces.get(span.traceId());
    if (known == null) {
      traces.put(span.traceId(), note(span, name, input, output));
    } else if (span.timestamp().isBefore(known.timestamp())) {
      traces.put(span.traceId(), known.mergedWith(note(span, name, input, output)));
    } else if (!known.name().equals(name) || !input.isEmpty() || !output.isEmpty()) {
      traces.put(span.traceId(), note(span, name, input, output).mergedWith(known));
    }
  }

  private TraceRecord note(SpanRecord span, String name, String input, String output) {
    return new TraceRecord(
        identities.ofTrace(span.traceId()).id(),
        span.timestamp(),
        arrival.receivedAt(),
        new Context(
            span.context().projectId(), span.context().roundId(), "", "", span.traceId(), ""),
        name,
        Subject.NONE,
        input,
        output,
        List.of(),
        "",
        TraceFigures.NONE,
        null);
  }

  List<IncomingRecord> records() {
    List<IncomingRecord> records = new ArrayList<>();
    traces.values().forEach(trace -> records.add(new IncomingRecord(trace, true)));
    return records;
  }
}
