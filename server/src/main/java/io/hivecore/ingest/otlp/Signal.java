package io.hivecore.ingest.otlp;

import com.google.protobuf.Descriptors.Descriptor;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;

/** What is sent by OTLP. Requests of all three have the same outer shape, field by field. */
public enum Signal {
  TRACES(
      ExportTraceServiceRequest.getDescriptor(),
      Span.getDescriptor(),
      "resourceSpans",
      "spans",
      "rejectedSpans"),
  LOGS(
      ExportLogsServiceRequest.getDescriptor(),
      LogRecord.getDescriptor(),
      "resourceLogs",
      "log records",
      "rejectedLogRecords"),
  METRICS(
      ExportMetricsServiceRequest.getDescriptor(),
      Metric.getDescriptor(),
      "resourceMetrics",
      "data points",
      "rejectedDataPoints");

  private final Descriptor request;
  private final Descriptor item;
  private final String rootName;
  private final String plural;
  private final String rejectedName;

  Signal(Descriptor request, Descriptor item, String rootName, String plural, String rejectedName) {
    this.request = request;
    this.item = item;
    this.rootName = rootName;
    this.plural = plural;
    this.rejectedName = rejectedName;
  }

  /** The whole request. */
  Descriptor request() {
    return request;
  }

  /** One span, log record or metric. */
  Descriptor item() {
    return item;
  }

  /** The only field of a request, as JSON names it. */
  String rootName() {
    return rootName;
  }

  /** What is counted, in words. */
  public String plural() {
    return plural;
  }

  /** The count of a partial success, as JSON names it. */
  public String rejectedName() {
    return rejectedName;
  }

  /** The last step of its path: {@code traces}, {@code logs}, {@code metrics}. */
  public String pathName() {
    return switch (this) {
      case TRACES -> "traces";
      case LOGS -> "logs";
      case METRICS -> "metrics";
    };
  }
}
