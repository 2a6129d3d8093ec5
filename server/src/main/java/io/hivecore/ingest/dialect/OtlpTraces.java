package io.hivecore.ingest.dialect;

import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.Decoded;
import io.hivecore.ingest.Identities;
import io.hivecore.ingest.IncomingRecord;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.function.Consumer;

/** Reads OTLP requests with spans. */
public final class OtlpTraces {
  private OtlpTraces() {}

  /**
   * Reads all spans in order, and nothing but them.
   *
   * @param sink called once for each span: a {@code SpanRecord}, always identified, or a rejection
   *     that names the span. Never throws for what a span holds.
   */
  public static void read(
      ExportTraceServiceRequest request,
      Arrival arrival,
      Identities identities,
      Consumer<Decoded> sink) {
    read(request, arrival, identities, sink, beside -> {});
  }

  /**
   * Reads all spans in order, then what they say of other things than themselves.
   *
   * @param sink called once for each span: a {@code SpanRecord}, always identified, or a rejection
   *     that names the span. Never throws for what a span holds.
   * @param beside called for each trace that a span names or says the input or output of, and for
   *     each score that a span has as an event; counts for none of the spans
   */
  public static void read(
      ExportTraceServiceRequest request,
      Arrival arrival,
      Identities identities,
      Consumer<Decoded> sink,
      Consumer<IncomingRecord> beside) {
    SpanReader reader = new SpanReader(arrival, identities);
    for (ResourceSpans resource : request.getResourceSpansList()) {
      Origin program = Origin.of(resource.getResource());
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        Origin origin = program.with(scope.getScope());
        for (Span span : scope.getSpansList()) {
          sink.accept(reader.read(span, origin));
        }
      }
    }
    reader.beside().forEach(beside);
  }
}
