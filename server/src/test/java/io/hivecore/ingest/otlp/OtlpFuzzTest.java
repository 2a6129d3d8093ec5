package io.hivecore.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.Decoded;
import io.hivecore.ingest.IncomingRecord;
import io.hivecore.ingest.Rejection;
import io.hivecore.ingest.TestIdentities;
import io.hivecore.ingest.dialect.OtlpMetrics;
import io.hivecore.journal.RecordCodec;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whatever comes in is a request, or refused with a reason; never another exception. Runs its
 * stored inputs; with {@code JAZZER_FUZZ=1} in the environment it looks for new ones.
 */
final class OtlpFuzzTest {
  /** What JSON is made into, protobuf's own reader takes. */
  @FuzzTest(maxDuration = "2m")
  void json(byte[] body) throws InvalidProtocolBufferException {
    for (Signal signal : Signal.values()) {
      try {
        OtlpJson.Read read = OtlpJson.read(signal, body);
        switch (signal) {
          case TRACES -> assertThat(ExportTraceServiceRequest.parseFrom(read.wire())).isNotNull();
          case LOGS -> assertThat(ExportLogsServiceRequest.parseFrom(read.wire())).isNotNull();
          case METRICS ->
              assertThat(ExportMetricsServiceRequest.parseFrom(read.wire())).isNotNull();
        }
        for (Rejection rejection : read.rejections()) {
          assertThat(rejection.detail()).isNotBlank();
        }
      } catch (MalformedOtlpException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  /** Pieces have the spans of the whole, each in its scope and resource. */
  @FuzzTest(maxDuration = "2m")
  void protobuf(byte[] body) {
    try {
      assertThat(ExportTraceServiceRequest.parseFrom(body)).isNotNull();
    } catch (InvalidProtocolBufferException e) {
      // What protobuf cannot read has nothing to compare.
      return;
    }
    try {
      List<byte[]> single = Pieces.single(Signal.TRACES, body);
      assertThat(single.stream().flatMap(OtlpFuzzTest::spans).toList())
          .isEqualTo(spans(body).toList());
    } catch (MalformedOtlpException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  /** Pieces have the points of the whole, and each point is read or refused. */
  @FuzzTest(maxDuration = "2m")
  void metrics(byte[] body) throws InvalidProtocolBufferException {
    ExportMetricsServiceRequest request;
    try {
      request = ExportMetricsServiceRequest.parseFrom(body);
    } catch (InvalidProtocolBufferException e) {
      return;
    }
    try {
      Pieces.single(Signal.METRICS, body);
    } catch (MalformedOtlpException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
    // Written anew: where a field came twice, one of them counts.
    List<byte[]> single;
    try {
      single = Pieces.single(Signal.METRICS, request.toByteArray());
    } catch (MalformedOtlpException e) {
      assertThat(e.getMessage()).isNotBlank();
      return;
    }
    List<Decoded> pieces = new ArrayList<>();
    for (byte[] piece : single) {
      pieces.addAll(read(ExportMetricsServiceRequest.parseFrom(piece)));
    }
    List<Decoded> whole = read(request);
    assertThat(pieces).hasSameSizeAs(whole);
    for (int i = 0; i < whole.size(); i++) {
      if (whole.get(i) instanceof IncomingRecord record && record.identified()) {
        assertThat(pieces.get(i)).isEqualTo(record);
        assertThat(RecordCodec.decode(record.record().kind(), RecordCodec.encode(record.record())))
            .isEqualTo(record.record());
      }
    }
  }

  private static List<Decoded> read(ExportMetricsServiceRequest request) {
    Arrival arrival = new Arrival(Instant.parse("2026-01-01T00:00:00Z"), "p", "r", "");
    List<Decoded> decoded = new ArrayList<>();
    OtlpMetrics.read(
        request, arrival, TestIdentities.of(arrival, arrival.receivedAt()), decoded::add);
    return decoded;
  }

  private record Placed(ResourceSpans resource, ScopeSpans scope, Object span) {}

  private static Stream<Placed> spans(byte[] body) {
    try {
      return ExportTraceServiceRequest.parseFrom(body).getResourceSpansList().stream()
          .flatMap(
              resource ->
                  resource.getScopeSpansList().stream()
                      .flatMap(
                          scope ->
                              scope.getSpansList().stream()
                                  .map(
                                      span ->
                                          new Placed(
                                              resource.toBuilder().clearScopeSpans().build(),
                                              scope.toBuilder().clearSpans().build(),
                                              span))));
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
