package io.hivecore.ingest.http;

import io.hivecore.http.Access;
import io.hivecore.http.grpc.GrpcCall;
import io.hivecore.http.grpc.GrpcMethod;
import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.Ingest;
import io.hivecore.ingest.otlp.OtlpIntake;
import io.hivecore.ingest.otlp.OtlpOutcome;
import io.hivecore.ingest.otlp.Signal;
import java.util.Arrays;
import java.util.List;

/** OTLP over gRPC: the method {@code Export} of the services for traces, logs and metrics. */
public final class OtlpMethods {
  private OtlpMethods() {}

  public static List<GrpcMethod> of(Ingest ingest, OtlpIntake intake) {
    return Arrays.stream(Signal.values())
        .map(
            signal ->
                new GrpcMethod(
                    service(signal),
                    "Export",
                    Access.INGEST,
                    call -> export(call, signal, ingest, intake)))
        .toList();
  }

  private static String service(Signal signal) {
    return switch (signal) {
      case TRACES -> "opentelemetry.proto.collector.trace.v1.TraceService";
      case LOGS -> "opentelemetry.proto.collector.logs.v1.LogsService";
      case METRICS -> "opentelemetry.proto.collector.metrics.v1.MetricsService";
    };
  }

  private static byte[] export(GrpcCall call, Signal signal, Ingest ingest, OtlpIntake intake) {
    Arrival arrival = IngestHeaders.arrival(call::header, ingest);
    byte[] message = call.message();
    // As over HTTP.
    call.reserve(message.length);
    OtlpOutcome outcome =
        OtlpProblems.orProblem(
            () ->
                intake.take(call.tenant(), signal, OtlpIntake.Encoding.PROTOBUF, message, arrival));
    call.responseHeader(OtlpRoutes.BATCH_HEADER, outcome.batchId());
    return OtlpAnswer.protobuf(outcome);
  }
}
