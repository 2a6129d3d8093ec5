package io.hivecore.http.grpc;

import io.grpc.Metadata;
import io.grpc.Status;
import io.hivecore.http.Problem;
import io.hivecore.http.RpcStatus;

/** Problems as clients of gRPC expect them: a status, and its details beside it. */
final class Statuses {
  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private Statuses() {}

  static Status of(Problem problem) {
    return Status.fromCodeValue(RpcStatus.code(problem)).withDescription(problem.detail());
  }

  /** Whether the sender may try again stands here. */
  static Metadata trailers(Problem problem) {
    Metadata trailers = new Metadata();
    trailers.put(DETAILS, RpcStatus.protobuf(problem));
    return trailers;
  }
}
