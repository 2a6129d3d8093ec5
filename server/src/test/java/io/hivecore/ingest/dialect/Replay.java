package io.hivecore.ingest.dialect;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.Decoded;
import io.hivecore.ingest.Identities;
import io.hivecore.ingest.IncomingRecord;
import io.hivecore.ingest.TestIdentities;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.telemetry.TraceRecord;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads requests as the doors do and lays the messages of each span together as the store does. */
final class Replay {
  static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

  private final Arrival arrival = new Arrival(NOW, "", "", "corpus");
  private final Identities identities = TestIdentities.of(arrival, NOW);
  private final Map<UUID, SpanRecord> spans = new LinkedHashMap<>();
  private final Map<UUID, TraceRecord> traces = new LinkedHashMap<>();
  private final List<TelemetryRecord> others = new ArrayList<>();

  static Replay of(Corpus.Case one) {
    Replay replay = new Replay();
    one.requests().forEach(replay::read);
    return replay;
  }

  List<SpanRecord> spans() {
    return new ArrayList<>(spans.values());
  }

  List<TraceRecord> traces() {
    return new ArrayList<>(traces.values());
  }

  List<TelemetryRecord> others() {
    return others;
  }

  private void read(Corpus.Request request) {
    String path = request.path();
    if (path.endsWith("/traces")) {
      traces((ExportTraceServiceRequest) message(ExportTraceServiceRequest.newBuilder(), request));
    } else if (path.endsWith("/logs")) {
      logs((ExportLogsServiceRequest) message(ExportLogsServiceRequest.newBuilder(), request));
    }
  }

  void traces(ExportTraceServiceRequest request) {
    OtlpTraces.read(request, arrival, identities, this::take, this::take);
  }

  void logs(ExportLogsServiceRequest request) {
    OtlpLogs.read(
        request,
        arrival,
        identities,
        outcome -> {
          assertThat(outcome).isInstanceOf(LogOutcome.Records.class);
          if (outcome instanceof LogOutcome.Records(List<IncomingRecord> records)) {
            records.forEach(this::take);
          }
        });
  }

  private static Message message(Message.Builder builder, Corpus.Request request) {
    try {
      if (request.json()) {
        String text = new String(request.body(), StandardCharsets.UTF_8);
        OtlpJson.fill(builder, (Map<?, ?>) requireNonNull(JsonIn.parse(text)));
      } else {
        builder.mergeFrom(request.body());
      }
      return builder.build();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private void take(Decoded decoded) {
    assertThat(decoded).isInstanceOf(IncomingRecord.class);
    if (decoded
        instanceof IncomingRecord(TelemetryRecord record, boolean ignored, long hourCacheWrites)) {
      if (record instanceof SpanRecord span) {
        spans.merge(span.id(), span, SpanRecord::mergedWith);
      } else if (record instanceof TraceRecord trace) {
        traces.merge(trace.id(), trace, TraceRecord::mergedWith);
      } else {
        others.add(record);
      }
    }
  }
}
