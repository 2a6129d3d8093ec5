package io.hivecore.ingest.dialect;

import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.Identities;
import io.hivecore.ingest.IncomingRecord;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.util.List;

/** Reads the log records of one request. Belongs to one thread. */
final class LogReader {
  private final Arrival arrival;
  private final Identities identities;
  private final Found found = new Found(Dialects.KEYS);
  private final CodingCliEvents codingCliEvents;
  private final SpanLogs spanLogs;

  LogReader(Arrival arrival, Identities identities) {
    this.arrival = arrival;
    this.identities = identities;
    this.codingCliEvents = new CodingCliEvents(arrival, identities);
    this.spanLogs = new SpanLogs(arrival, identities);
  }

  /**
   * Reads one.
   *
   * @param index its place in the request
   */
  LogOutcome read(LogRecord log, Origin origin, int index) {
    LogEvent event = LogEvent.of(log);
    found.clear();
    found.take(log.getAttributesList());
    AnyValue body = log.getBody();
    if (body.hasKvlistValue() && MessageEvents.carriesAttributes(event.name())) {
      found.take(body.getKvlistValue().getValuesList());
    }
    found.finish();
    List<IncomingRecord> spans = codingCliEvents.read(event, found, origin);
    if (spans != null) {
      return new LogOutcome.Records(spans);
    }
    IncomingRecord one;
    if (SpanLogs.isPart(event)) {
      one = spanLogs.read(event, found, origin);
    } else if (EvaluationLogs.isResult(event, found)) {
      one = EvaluationLogs.record(event, found, origin, arrival, identities);
    } else {
      one = PlainLogs.record(event, found, origin, arrival, identities, index);
    }
    return new LogOutcome.Records(List.of(one));
  }
}
