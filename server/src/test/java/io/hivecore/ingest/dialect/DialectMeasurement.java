package io.hivecore.ingest.dialect;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.TestIdentities;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/**
 * How many spans one core reads a second: run its {@code main}. The spans are those of captured
 * requests, repeated with ids of their own; protobuf's own reading is measured beside.
 */
final class DialectMeasurement {
  private static final int SPANS = 2_000;
  private static final int ROUNDS = 60;
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

  private DialectMeasurement() {}

  public static void main(String[] arguments) throws InvalidProtocolBufferException {
    for (String name :
        List.of("otel-genai-openai", "openinference-openai", "agentscope-2", "langfuse-python")) {
      for (Corpus.Case one : Corpus.cases()) {
        if (one.toString().startsWith(name + "/") && one.toString().endsWith("/cached")) {
          measure(one);
        }
      }
    }
  }

  private static void measure(Corpus.Case one) throws InvalidProtocolBufferException {
    for (Corpus.Request request : one.requests()) {
      if (request.path().endsWith("/traces") && !request.json()) {
        byte[] many = repeated(ExportTraceServiceRequest.parseFrom(request.body())).toByteArray();
        long sum = 0;
        double parse = Double.MAX_VALUE;
        double whole = Double.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
          long start = System.nanoTime();
          ExportTraceServiceRequest parsed = ExportTraceServiceRequest.parseFrom(many);
          long middle = System.nanoTime();
          long[] count = new long[1];
          Arrival arrival = new Arrival(NOW, "", "", "");
          OtlpTraces.read(parsed, arrival, TestIdentities.of(arrival, NOW), decoded -> count[0]++);
          long end = System.nanoTime();
          sum += count[0];
          parse = Math.min(parse, (middle - start) / 1e9);
          whole = Math.min(whole, (end - middle) / 1e9);
        }
        System.out.printf(
            "%s: %d bytes a span, mapping %,.0f spans/s, parsing %,.0f spans/s (%d)%n",
            one, many.length / SPANS, SPANS / whole, SPANS / parse, sum);
      }
    }
  }

  private static ExportTraceServiceRequest repeated(ExportTraceServiceRequest request) {
    ExportTraceServiceRequest.Builder many = request.toBuilder();
    List<Span> spans = request.getResourceSpans(0).getScopeSpans(0).getSpansList();
    var scope = many.getResourceSpansBuilder(0).getScopeSpansBuilder(0).clearSpans();
    for (int i = 0; i < SPANS; i++) {
      byte[] id = ByteBuffer.allocate(8).putLong(i + 1).array();
      scope.addSpans(spans.get(i % spans.size()).toBuilder().setSpanId(ByteString.copyFrom(id)));
    }
    return many.build();
  }
}
