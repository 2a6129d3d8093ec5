package io.hivecore.ingest.http;

import io.hivecore.http.Json;
import io.hivecore.ingest.otlp.OtlpOutcome;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;

/** What a sender of OTLP is told: nothing when all was taken. */
final class OtlpAnswer {
  private OtlpAnswer() {}

  static byte[] json(OtlpOutcome outcome) {
    return Json.bytes(
        json -> {
          json.writeStartObject();
          if (outcome.rejected() > 0) {
            json.writeName("partialSuccess").writeStartObject();
            json.writeStringProperty(
                outcome.signal().rejectedName(), Long.toString(outcome.rejected()));
            json.writeStringProperty("errorMessage", outcome.message());
            json.writeEndObject();
          }
          json.writeEndObject();
        });
  }

  static byte[] protobuf(OtlpOutcome outcome) {
    if (outcome.rejected() == 0) {
      return new byte[0];
    }
    return switch (outcome.signal()) {
      case TRACES ->
          ExportTraceServiceResponse.newBuilder()
              .setPartialSuccess(
                  ExportTracePartialSuccess.newBuilder()
                      .setRejectedSpans(outcome.rejected())
                      .setErrorMessage(outcome.message()))
              .build()
              .toByteArray();
      case LOGS ->
          ExportLogsServiceResponse.newBuilder()
              .setPartialSuccess(
                  ExportLogsPartialSuccess.newBuilder()
                      .setRejectedLogRecords(outcome.rejected())
                      .setErrorMessage(outcome.message()))
              .build()
              .toByteArray();
      case METRICS ->
          ExportMetricsServiceResponse.newBuilder()
              .setPartialSuccess(
                  ExportMetricsPartialSuccess.newBuilder()
                      .setRejectedDataPoints(outcome.rejected())
                      .setErrorMessage(outcome.message()))
              .build()
              .toByteArray();
    };
  }
}
