package io.hivecore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.hivecore.configuration.CommandLineSetting;
import io.hivecore.identity.FirstKey;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The ports for OpenTelemetry beside the main one. */
@Timeout(60)
class OtlpDoorsTest {
  @TempDir Path folder;

  @Test
  void bothPortsTakeTelemetryAndNothingElse() throws Exception {
    try (HiveCore server = start("-1", "-1");
        HttpClient client = HttpClient.newHttpClient()) {
      String key = ((FirstKey.Generated) server.firstKey()).text().reveal();
      String base = "http://127.0.0.1:" + server.otlpHttpPort().orElseThrow();
      HttpRequest.Builder traces =
          HttpRequest.newBuilder(URI.create(base + "/v1/traces"))
              .header("X-API-Key", key)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString("{}"));
      assertThat(client.send(traces.build(), HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
      HttpRequest usage =
          HttpRequest.newBuilder(URI.create(base + "/api/v1/observability/usage/"))
              .header("X-API-Key", key)
              .build();
      assertThat(client.send(usage, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(404);
      assertThat(overGrpc(server.otlpGrpcPort().orElseThrow(), key))
          .isEqualTo(ExportTraceServiceResponse.getDefaultInstance());
    }
  }

  private static ExportTraceServiceResponse overGrpc(int port, String key) {
    var channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    try {
      Metadata metadata = new Metadata();
      metadata.put(Metadata.Key.of("x-api-key", Metadata.ASCII_STRING_MARSHALLER), key);
      return TraceServiceGrpc.newBlockingStub(channel)
          .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata))
          .export(ExportTraceServiceRequest.getDefaultInstance());
    } finally {
      channel.shutdownNow();
    }
  }

  @Test
  void theyCanBeLeftOut() {
    try (HiveCore server = start("0", "0")) {
      assertThat(server.otlpHttpPort()).isEmpty();
      assertThat(server.otlpGrpcPort()).isEmpty();
    }
  }

  @Test
  void aTakenPortThatWasAskedForStopsTheStart() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String taken = Integer.toString(other.getLocalPort());
      assertThatThrownBy(() -> start(taken, "0").close())
          .isInstanceOf(StartException.class)
          .hasMessage(
              "port %s on 127.0.0.1 cannot be listened at: Address already in use. Stop what listens there, or choose another with otlp.http-port."
                  .formatted(taken));
      assertThatThrownBy(() -> start("0", taken).close())
          .isInstanceOf(StartException.class)
          .hasMessageEndingWith("choose another with otlp.grpc-port.");
    }
  }

  @Test
  void aTakenStandardPortDoesNotStopTheStart() throws Exception {
    List<ServerSocket> others = new ArrayList<>();
    for (int port : List.of(OtlpSection.HTTP_PORT, OtlpSection.GRPC_PORT)) {
      // Another server on this machine may be about to give it up.
      RunningServer.await(() -> Listener.obstacle("127.0.0.1", port).isEmpty());
      others.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
    }
    try (HiveCore server = start("", "")) {
      assertThat(server.otlpHttpPort()).isEmpty();
      assertThat(server.otlpGrpcPort()).isEmpty();
      assertThat(server.port()).isPositive();
    } finally {
      for (ServerSocket other : others) {
        other.close();
      }
    }
  }

  @Test
  void theDoctorNamesAPortThatIsTaken() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int taken = other.getLocalPort();
      assertThat(OtlpDoors.obstacles(settings(Integer.toString(taken), "0")))
          .containsExactly(
              new OtlpDoors.Obstacle(taken, "otlp.http-port", true, "Address already in use"));
      assertThat(OtlpDoors.obstacles(settings("-1", Integer.toString(taken))))
          .containsExactly(
              new OtlpDoors.Obstacle(taken, "otlp.grpc-port", true, "Address already in use"));
      assertThat(OtlpDoors.obstacles(settings("-1", "0"))).isEmpty();
    }
  }

  private HiveCore start(String httpPort, String grpcPort) {
    return HiveCore.start(settings(httpPort, grpcPort), InstantSource.system());
  }

  private Settings settings(String httpPort, String grpcPort) {
    List<CommandLineSetting> given = new ArrayList<>();
    given.add(new CommandLineSetting("--data", "data-dir", folder.toString()));
    given.add(new CommandLineSetting("--port", "server.port", "0"));
    if (!httpPort.isEmpty()) {
      given.add(new CommandLineSetting("--otlp-http-port", "otlp.http-port", httpPort));
    }
    if (!grpcPort.isEmpty()) {
      given.add(new CommandLineSetting("--otlp-grpc-port", "otlp.grpc-port", grpcPort));
    }
    return Settings.LOADER.load(Optional.empty(), Map.of(), given);
  }
}
