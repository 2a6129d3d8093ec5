package io.hivecore.ingest.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.rpc.RetryInfo;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.hivecore.http.Bounds;
import io.hivecore.http.Deadlines;
import io.hivecore.http.Gate;
import io.hivecore.http.TestServer;
import io.hivecore.http.grpc.GrpcServer;
import io.hivecore.http.grpc.GrpcSettings;
import io.hivecore.ingest.TestJournal;
import io.hivecore.journal.JournalUnavailableException;
import io.hivecore.journal.JournaledEntry;
import io.hivecore.telemetry.TelemetryRecord;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** OTLP over gRPC as its exporters see it, with a journal on disk behind. */
@Timeout(60)
final class OtlpGrpcTest {
  @TempDir private Path folder;
  private IngestServer ingest;
  private TestJournal journal;
  private OtlpClient client;

  @BeforeEach
  void start() {
    ingest = IngestServer.start(folder);
    journal = ingest.journal();
    client = OtlpClient.to(ingest.grpc().port());
  }

  @AfterEach
  void stop() {
    client.close();
    ingest.close();
  }

  private List<TelemetryRecord> records() {
    return journal.entries().stream().map(JournaledEntry::decode).toList();
  }

  private static StatusRuntimeException failure(Runnable call) {
    return requireNonNull(catchThrowableOfType(StatusRuntimeException.class, call::run));
  }

  @Test
  void everySignalIsAnswered() {
    assertThat(client.export(OtlpRequests.trace(), true).hasPartialSuccess()).isFalse();
    assertThat(
            client
                .logs("authorization", "Bearer " + TestServer.KEY)
                .export(OtlpRequests.logs())
                .hasPartialSuccess())
        .isFalse();
    assertThat(
            client
                .metrics("authorization", basic("any", TestServer.KEY))
                .export(OtlpRequests.metrics())
                .hasPartialSuccess())
        .isFalse();
    assertThat(records()).hasSizeGreaterThanOrEqualTo(2 + 3);
  }

  private static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theBatchIsNamed() {
    AtomicReference<Metadata> headers = new AtomicReference<>();
    AtomicReference<Metadata> trailers = new AtomicReference<>();
    client
        .traces("x-api-key", TestServer.KEY)
        .withInterceptors(MetadataUtils.newCaptureMetadataInterceptor(headers, trailers))
        .export(OtlpRequests.trace());
    assertThat(headers.get().get(Metadata.Key.of("x-batch-id", Metadata.ASCII_STRING_MARSHALLER)))
        .hasSize(22);
  }

  @Test
  void whoMayNotSendIsTold() {
    ExportTraceServiceRequest request = OtlpRequests.trace();
    for (String[] headers :
        new String[][] {
          {},
          {"x-api-key", TestServer.UNKNOWN_KEY},
          {"authorization", "Bearer nonsense"},
          {"authorization", basic(TestServer.KEY, "")},
          {"authorization", basic("x", TestServer.UNKNOWN_KEY), "x-api-key", TestServer.KEY},
          {"x-api-key", TestServer.KEY, "x-api-key", TestServer.OTHER_KEY}
        }) {
      assertThat(failure(() -> client.traces(headers).export(request)).getStatus().getCode())
          .isEqualTo(Status.Code.UNAUTHENTICATED);
    }
    for (String key : List.of(TestServer.QUERY_ONLY_KEY, TestServer.OPERATOR_KEY)) {
      assertThat(
              failure(() -> client.traces("x-api-key", key).export(request)).getStatus().getCode())
          .isEqualTo(Status.Code.PERMISSION_DENIED);
    }
    assertThat(records()).isEmpty();
  }

  @Test
  void badDataIsFinal() {
    StatusRuntimeException failure =
        failure(() -> raw(OtlpRequests.logs().toByteArray(), TestServer.KEY));
    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(failure.getStatus().getDescription()).startsWith("These are logs");
    failure = failure(() -> raw(new byte[] {-1}, TestServer.KEY));
    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  private byte[] raw(byte[] message, String key) {
    return ClientCalls.blockingUnaryCall(
        client.channel(),
        TraceServiceGrpc.getExportMethod().toBuilder(new Raw(), new Raw()).build(),
        CallOptions.DEFAULT
            .withDeadlineAfter(20, TimeUnit.SECONDS)
            .withCallCredentials(new KeyCredentials(key)),
        message);
  }

  @ParameterizedTest
  @EnumSource
  void whatCannotBeKeptJustNowIsToBeSentAgain(JournalUnavailableException.Reason reason) {
    journal.refuseAfter(0, new JournalUnavailableException(reason, "no", Duration.ofSeconds(7)));
    StatusRuntimeException failure = failure(() -> client.export(OtlpRequests.trace(), false));
    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(retryAfter(failure)).isEqualTo(7);
  }

  private static long retryAfter(StatusRuntimeException failure) {
    try {
      return requireNonNull(StatusProto.fromThrowable(failure))
          .getDetails(0)
          .unpack(RetryInfo.class)
          .getRetryDelay()
          .getSeconds();
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void tooMuchIsFinal() {
    Span.Builder span =
        OtlpRequests.span(OtlpRequests.TRACE_ID, OtlpRequests.SPAN_ID).toBuilder()
            .addAttributes(
                OtlpRequests.attribute(
                    "much", OtlpRequests.text("x".repeat(IngestServer.OTLP_BODY_BYTES))));
    ExportTraceServiceRequest large = OtlpRequests.traces(span.build());
    for (boolean gzip : new boolean[] {false, true}) {
      StatusRuntimeException failure = failure(() -> client.export(large, gzip));
      assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
      assertThat(requireNonNull(StatusProto.fromThrowable(failure)).getDetailsList()).isEmpty();
    }
    // The connection lives on.
    assertThat(client.export(OtlpRequests.trace(), true).hasPartialSuccess()).isFalse();
  }

  @Test
  void aCallThatNeverSendsItsMessageHoldsNobodyUp() {
    ClientCall<byte[], byte[]> silent = silent(client, status -> {});
    assertThat(client.export(OtlpRequests.trace(), false).hasPartialSuccess()).isFalse();
    silent.cancel("enough", null);
    assertThat(client.export(OtlpRequests.trace(), false).hasPartialSuccess()).isFalse();
  }

  @Test
  void whoSendsTooMuchAtOnceIsToComeBack() throws Exception {
    // A gate of its own, with room for one small message beside what is under way.
    Bounds narrow = new Bounds(IngestServer.OTLP_BODY_BYTES, 100_000, 10, 1, 10);
    try (GrpcServer server = ingest.grpc(new Gate(TestServer::caller, narrow));
        OtlpClient own = OtlpClient.to(server.port())) {
      ClientCall<byte[], byte[]> held = holdAllThereIs(own, Status.Code.RESOURCE_EXHAUSTED);
      held.cancel("enough", null);
      await(
          () -> {
            try {
              return !own.export(OtlpRequests.trace(), false).hasPartialSuccess();
            } catch (StatusRuntimeException e) {
              return false;
            }
          });
      Span large =
          OtlpRequests.span(OtlpRequests.TRACE_ID, OtlpRequests.SPAN_ID).toBuilder()
              .addAttributes(OtlpRequests.attribute("much", OtlpRequests.text("x".repeat(200_000))))
              .build();
      // Alone it gets in, as over HTTP; what it is made into is counted, too.
      assertThat(own.export(OtlpRequests.traces(large), false).hasPartialSuccess()).isFalse();
    }
  }

  /** A call that has the only place: begun again when another was there before it. */
  private static ClientCall<byte[], byte[]> holdAllThereIs(OtlpClient client, Status.Code code) {
    AtomicBoolean ended = new AtomicBoolean(true);
    AtomicReference<ClientCall<byte[], byte[]>> held = new AtomicReference<>();
    await(
        () -> {
          if (ended.compareAndSet(true, false)) {
            held.set(silent(client, status -> ended.set(true)));
          }
          try {
            client.export(OtlpRequests.trace(), false);
            return false;
          } catch (StatusRuntimeException e) {
            assertThat(e.getStatus().getCode()).isEqualTo(code);
            assertThat(retryAfter(e)).isEqualTo(1);
            return true;
          }
        });
    return held.get();
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    TestServer.await("it is so", condition);
  }

  /** The headers of a unary call would wait for its message. */
  private static MethodDescriptor<byte[], byte[]> begunAtOnce() {
    return TraceServiceGrpc.getExportMethod().toBuilder(new Raw(), new Raw())
        .setType(MethodDescriptor.MethodType.CLIENT_STREAMING)
        .build();
  }

  private static ClientCall<byte[], byte[]> silent(OtlpClient client, Consumer<Status> whenEnded) {
    ClientCall<byte[], byte[]> silent =
        client
            .channel()
            .newCall(
                begunAtOnce(),
                CallOptions.DEFAULT.withCallCredentials(new KeyCredentials(TestServer.KEY)));
    silent.start(
        new ClientCall.Listener<>() {
          @Override
          public void onClose(Status status, Metadata trailers) {
            whenEnded.accept(status);
          }
        },
        new Metadata());
    silent.request(1);
    return silent;
  }

  @Test
  void aCallWhoseMessageDoesNotComeEnds() {
    GrpcSettings usual =
        GrpcSettings.of("127.0.0.1", 0, 1 << 20, Bounds.DEFAULT, Deadlines.DEFAULT);
    GrpcSettings impatient =
        new GrpcSettings(
            usual.host(),
            0,
            usual.messageBytes(),
            usual.connections(),
            usual.callsPerConnection(),
            usual.calls(),
            Duration.ofMillis(200),
            usual.stop());
    try (GrpcServer server =
            GrpcServer.start(
                impatient, ingest.methods(), new Gate(TestServer::caller, Bounds.DEFAULT));
        OtlpClient own = OtlpClient.to(server.port())) {
      AtomicReference<Status> ended = new AtomicReference<>();
      silent(own, ended::set);
      await(() -> ended.get() != null);
      assertThat(ended.get().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    }
  }

  @Test
  void manyAtOnceAreAllTaken() throws Exception {
    try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
      List<java.util.concurrent.Future<?>> sent = new java.util.ArrayList<>();
      for (int i = 1; i <= 200; i++) {
        ExportTraceServiceRequest request =
            OtlpRequests.traces(OtlpRequests.span(OtlpRequests.TRACE_ID, "%016x".formatted(i)));
        sent.add(threads.submit(() -> client.export(request, true)));
      }
      for (var each : sent) {
        each.get();
      }
    }
    assertThat(records()).hasSize(200);
  }

  /** Bytes as they are. */
  private static final class Raw implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  private static final class KeyCredentials extends io.grpc.CallCredentials {
    private final String key;

    KeyCredentials(String key) {
      this.key = key;
    }

    @Override
    public void applyRequestMetadata(
        RequestInfo info, java.util.concurrent.Executor executor, MetadataApplier applier) {
      Metadata metadata = new Metadata();
      metadata.put(Metadata.Key.of("x-api-key", Metadata.ASCII_STRING_MARSHALLER), key);
      applier.apply(metadata);
    }
  }
}
