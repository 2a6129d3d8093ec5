package io.hivecore.http.grpc;

import static java.util.Objects.requireNonNull;

import io.hivecore.http.Bounds;
import io.hivecore.http.Deadlines;
import java.time.Duration;

/**
 * Where the server listens for gRPC and what it bears.
 *
 * @param host address to bind
 * @param port 0 for any free one
 * @param messageBytes of a message, on the wire as well as inflated; more is final for its sender
 * @param connections open at once; calls on more are told to come back
 * @param callsPerConnection under way at once
 * @param calls under way at once in all
 * @param patience from a call's begin to the end of its message
 * @param stop for calls under way when the server stops
 */
public record GrpcSettings(
    String host,
    int port,
    int messageBytes,
    int connections,
    int callsPerConnection,
    int calls,
    Duration patience,
    Duration stop) {
  /** Below this a sender of the longest message is given up. */
  private static final int SLOWEST_BYTES_PER_SECOND = 250_000;

  /** As HTTP has it, as far as that goes. */
  public static GrpcSettings of(
      String host, int port, int messageBytes, Bounds bounds, Deadlines deadlines) {
    return new GrpcSettings(
        host,
        port,
        messageBytes,
        bounds.connections(),
        100,
        2 * bounds.requestsPerTenant(),
        // A long message on a slow line takes minutes.
        deadlines.body().plusSeconds(messageBytes / SLOWEST_BYTES_PER_SECOND),
        deadlines.stop());
  }

  public GrpcSettings {
    requireNonNull(host, "host");
    requireNonNull(patience, "patience");
    requireNonNull(stop, "stop");
  }
}
