package io.hivecore.bench.http;

import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** One connection to an OTLP door over gRPC, one call at a time. Belongs to one thread. */
public final class GrpcConnection implements AutoCloseable {
  private static final MethodDescriptor<byte[], byte[]> EXPORT =
      MethodDescriptor.newBuilder(new Bytes(), new Bytes())
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName("opentelemetry.proto.collector.trace.v1.TraceService/Export")
          .build();

  private final ManagedChannel channel;
  private final io.grpc.Channel authorized;

  public GrpcConnection(Target target, int port) {
    channel =
        NettyChannelBuilder.forAddress(target.base().getHost(), port)
            .usePlaintext()
            .directExecutor()
            .build();
    Metadata headers = new Metadata();
    target
        .headers()
        .forEach(
            (name, value) ->
                headers.put(
                    Metadata.Key.of(name.toLowerCase(java.util.Locale.ROOT), ASCII), value));
    authorized =
        ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  private static final Metadata.AsciiMarshaller<String> ASCII = Metadata.ASCII_STRING_MARSHALLER;

  /** Exports spans; the answer's status is 200 for OK, else 500 with gRPC's status as its text. */
  public Answer export(byte[] request) {
    try {
      return new Answer(
          200, ClientCalls.blockingUnaryCall(authorized, EXPORT, CallOptions.DEFAULT, request));
    } catch (StatusRuntimeException e) {
      Status status = e.getStatus();
      return new Answer(500, status.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
