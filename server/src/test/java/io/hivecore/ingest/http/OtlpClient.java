package io.hivecore.ingest.http;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.hivecore.http.TestServer;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.util.concurrent.TimeUnit;

/** A client of OTLP over gRPC, as exporters have it. */
record OtlpClient(ManagedChannel channel) implements AutoCloseable {
  static OtlpClient to(int port) {
    return new OtlpClient(
        NettyChannelBuilder.forAddress("127.0.0.1", port)
            .usePlaintext()
            .maxInboundMessageSize(1 << 26)
            .build());
  }

  TraceServiceGrpc.TraceServiceBlockingStub traces(String... headers) {
    return with(TraceServiceGrpc.newBlockingStub(channel), headers);
  }

  LogsServiceGrpc.LogsServiceBlockingStub logs(String... headers) {
    return with(LogsServiceGrpc.newBlockingStub(channel), headers);
  }

  MetricsServiceGrpc.MetricsServiceBlockingStub metrics(String... headers) {
    return with(MetricsServiceGrpc.newBlockingStub(channel), headers);
  }

  private static <S extends io.grpc.stub.AbstractStub<S>> S with(S stub, String... headers) {
    Metadata metadata = new Metadata();
    for (int i = 0; i < headers.length; i += 2) {
      metadata.put(Metadata.Key.of(headers[i], Metadata.ASCII_STRING_MARSHALLER), headers[i + 1]);
    }
    return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata))
        .withDeadlineAfter(20, TimeUnit.SECONDS);
  }

  /** Sends with the key of tenant ONE. */
  ExportTraceServiceResponse export(ExportTraceServiceRequest request, boolean gzip) {
    var stub = traces("x-api-key", TestServer.KEY);
    return (gzip ? stub.withCompression("gzip") : stub).export(request);
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
