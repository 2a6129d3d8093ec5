package io.hivecore.ingest.dialect;

import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.Identities;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.util.function.Consumer;

/** Reads OTLP requests with log records. */
public final class OtlpLogs {
  private OtlpLogs() {}

  /**
   * Reads all log records in order.
   *
   * @param sink called once for each log record, with all records made of it, or a rejection. Never
   *     throws for what a log record holds.
   */
  public static void read(
      ExportLogsServiceRequest request,
      Arrival arrival,
      Identities identities,
      Consumer<LogOutcome> sink) {
    LogReader reader = new LogReader(arrival, identities);
    int index = 0;
    for (ResourceLogs resource : request.getResourceLogsList()) {
      Origin program = Origin.of(resource.getResource());
      for (ScopeLogs scope : resource.getScopeLogsList()) {
        Origin origin = program.with(scope.getScope());
        for (LogRecord log : scope.getLogRecordsList()) {
          sink.accept(reader.read(log, origin, index++));
        }
      }
    }
  }
}
