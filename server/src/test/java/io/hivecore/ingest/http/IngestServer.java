package io.hivecore.ingest.http;

import io.hivecore.http.Bounds;
import io.hivecore.http.Deadlines;
import io.hivecore.http.Gate;
import io.hivecore.http.Routes;
import io.hivecore.http.TestServer;
import io.hivecore.http.grpc.GrpcMethod;
import io.hivecore.http.grpc.GrpcServer;
import io.hivecore.http.grpc.GrpcSettings;
import io.hivecore.ingest.Batches;
import io.hivecore.ingest.Ingest;
import io.hivecore.ingest.IngestSettings;
import io.hivecore.ingest.TestJournal;
import io.hivecore.ingest.otlp.OtlpIntake;
import io.hivecore.journal.Journal;
import io.hivecore.telemetry.Cost;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.spec.SecretKeySpec;

/** The ingest endpoints as users get them, over a journal in a folder of its own. */
record IngestServer(
    TestJournal journal,
    AtomicLong applied,
    TestServer server,
    List<GrpcMethod> methods,
    GrpcServer grpc)
    implements AutoCloseable {
  /** Small, so that tests need no large bodies. */
  static final int OTLP_BODY_BYTES = 4 << 20;

  static IngestServer start(Path folder) {
    TestJournal journal = TestJournal.open(folder.resolve("journal"));
    Routes routes = new Routes();
    Ingest ingest =
        new Ingest(
            journal,
            (tenant, provider, model, tokens, hourCacheWrites, at, reported) ->
                new Cost(reported, null, ""),
            InstantSource.fixed(Instant.parse("2026-03-01T10:00:00Z")),
            IngestSettings.defaults());
    AtomicLong applied = new AtomicLong();
    Batches batches = batches(journal, applied);
    IngestRoutes.register(routes, ingest, batches);
    BatchStatusRoutes.register(routes, batches);
    OtlpIntake intake = new OtlpIntake(ingest, batches);
    OtlpRoutes.register(routes, ingest, intake, OTLP_BODY_BYTES);
    LangfuseRoutes.register(routes, ingest, batches, tenant -> "Tenant " + tenant);
    OpenAiRoutes.register(routes, ingest, batches);
    StudioRoutes.register(routes, ingest);
    List<GrpcMethod> methods = OtlpMethods.of(ingest, intake);
    GrpcServer grpc = grpc(methods, new Gate(TestServer::caller, Bounds.DEFAULT));
    return new IngestServer(journal, applied, TestServer.start(routes), methods, grpc);
  }

  /** Another door for gRPC, with bounds of its own. */
  GrpcServer grpc(Gate gate) {
    return grpc(methods, gate);
  }

  private static GrpcServer grpc(List<GrpcMethod> methods, Gate gate) {
    return GrpcServer.start(
        GrpcSettings.of("127.0.0.1", 0, OTLP_BODY_BYTES, Bounds.DEFAULT, Deadlines.DEFAULT),
        methods,
        gate);
  }

  /** The ids of batches over a journal, and how far the store is said to be. */
  static Batches batches(Journal journal, AtomicLong applied) {
    return new Batches(
        new SecretKeySpec(new byte[16], "AES"), journal::durableSequence, applied::get);
  }

  @Override
  public void close() {
    server.close();
    grpc.close();
    journal.close();
  }
}
