package io.hivecore.operations.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hivecore.http.Routes;
import io.hivecore.http.TestServer;
import io.hivecore.ingest.Applier;
import io.hivecore.ingest.ApplierSettings;
import io.hivecore.ingest.MemoryStore;
import io.hivecore.journal.Entry;
import io.hivecore.journal.FileJournal;
import io.hivecore.journal.ForgetfulFiles;
import io.hivecore.journal.JournalSettings;
import io.hivecore.journal.JournalUnavailableException;
import io.hivecore.journal.KnownRecords;
import io.hivecore.journal.RecordCodec;
import io.hivecore.operations.Health;
import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TelemetryStoreException;
import io.hivecore.telemetry.TimelineRecord;
import io.hivecore.tenancy.TenantId;
import io.hivecore.time.WatchedClock;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What probes are told, with a journal and an applier that really fail behind. */
class HealthRoutesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final List<Logger> LOUD =
      List.of(Logger.getLogger("io.hivecore.journal"), Logger.getLogger("io.hivecore.ingest"));
  private static final String READY =
      "{\"status\":\"ready\",\"parts\":{\"journal\":{\"status\":\"up\"},"
          + "\"store\":{\"status\":\"up\"}}}";

  @TempDir private Path folder;
  private final ForgetfulFiles files = new ForgetfulFiles(new Random(1));
  private final MemoryStore store = new MemoryStore();
  private FileJournal journal;
  private Applier applier;
  private TestServer server;
  private long records;

  @BeforeAll
  static void silence() {
    LOUD.forEach(logger -> logger.setLevel(Level.OFF));
  }

  @AfterAll
  static void speak() {
    LOUD.forEach(logger -> logger.setLevel(null));
  }

  @BeforeEach
  void start() {
    journal =
        FileJournal.open(
            new JournalSettings(
                Path.of("/journal"), 1 << 20, 1 << 26, 0L, Duration.ofHours(1), 1 << 26, 1 << 26),
            files,
            KnownRecords.NONE,
            InstantSource.fixed(NOW));
    applier =
        Applier.start(
            journal,
            store,
            new WatchedClock(InstantSource.fixed(NOW)),
            ApplierSettings.defaults(folder.resolve("dead-letters"), 1 << 30));
    Routes routes = new Routes();
    HealthRoutes.register(routes, Health.of(journal::status, applier::status));
    server = TestServer.start(routes);
  }

  @AfterEach
  void stop() {
    server.close();
    applier.close();
    journal.close();
  }

  @Test
  void allIsUpForAnyone() throws InterruptedException {
    append();
    assertThat(applier.awaitApplied(1, Duration.ofSeconds(20))).isTrue();
    assertAnswer("/health/ready", 200, READY);
    assertAnswer("/api/health/", 200, "{\"status\":\"healthy\"}");
    assertAnswer("/health/live", 200, "{\"status\":\"up\"}");
  }

  @Test
  void aJournalThatCannotWriteIsDownWithItsCauseUntilItCan() {
    files.failNextForces(Long.MAX_VALUE);
    assertThatThrownBy(this::append).isInstanceOf(JournalUnavailableException.class);

    assertAnswer(
        "/health/ready",
        503,
        "{\"status\":\"not_ready\",\"parts\":{\"journal\":{\"status\":\"down\","
            + "\"detail\":\"the journal cannot be written: Input/output error\"},"
            + "\"store\":{\"status\":\"up\"}}}");
    assertAnswer("/api/health/", 503, "{\"status\":\"unhealthy\"}");
    // The process is alive: to start it anew would mend nothing.
    assertAnswer("/health/live", 200, "{\"status\":\"up\"}");

    files.failNextForces(0);
    TestServer.await("it is ready again", () -> get("/health/ready").statusCode() == 200);
    assertAnswer("/health/ready", 200, READY);
    assertAnswer("/api/health/", 200, "{\"status\":\"healthy\"}");
  }

  @Test
  void aStoreThatFailsIsDownWithItsCauseUntilItTakesRecords() {
    store.fail(
        Integer.MAX_VALUE,
        new TelemetryStoreException(
            TelemetryStoreException.Reason.NO_ROOM, "no space at /secret/path"));
    append();

    TestServer.await("it is not ready", () -> get("/health/ready").statusCode() == 503);
    assertAnswer(
        "/health/ready",
        503,
        "{\"status\":\"not_ready\",\"parts\":{\"journal\":{\"status\":\"up\"},"
            + "\"store\":{\"status\":\"down\","
            + "\"detail\":\"The store does not take records: NO_ROOM.\"}}}");
    assertAnswer("/api/health/", 503, "{\"status\":\"unhealthy\"}");
    assertAnswer("/health/live", 200, "{\"status\":\"up\"}");

    store.fail(0, new IllegalStateException());
    TestServer.await("it is ready again", () -> get("/health/ready").statusCode() == 200);
    assertAnswer("/health/ready", 200, READY);
    assertAnswer("/api/health/", 200, "{\"status\":\"healthy\"}");
  }

  @Test
  void aCheckThatFailsItselfCountsAsDown() {
    Routes routes = new Routes();
    HealthRoutes.register(
        routes,
        new Health(
            Map.of(
                "part",
                () -> {
                  throw new IllegalStateException("secret");
                })));
    try (TestServer broken = TestServer.start(routes)) {
      HttpResponse<String> answer = broken.send(broken.request("/health/ready"));
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body())
          .isEqualTo(
              "{\"status\":\"not_ready\",\"parts\":{\"part\":{\"status\":\"down\","
                  + "\"detail\":\"the check failed\"}}}");
    }
  }

  private void assertAnswer(String path, int status, String body) {
    HttpResponse<String> answer = get(path);
    assertThat(answer.body()).as(path).isEqualTo(body);
    assertThat(answer.statusCode()).as(path).isEqualTo(status);
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
  }

  private HttpResponse<String> get(String path) {
    return server.send(server.request(path));
  }

  private void append() {
    TimelineRecord record =
        new TimelineRecord(
            new UUID(1, ++records),
            NOW,
            false,
            NOW,
            new Context("", "", "", "", "", ""),
            "agent_start",
            "",
            "",
            "{}",
            null);
    journal.append(
        List.of(
            new Entry(
                new TenantId(new UUID(0, 7)),
                RecordKind.TIMELINE,
                record.id(),
                true,
                null,
                RecordCodec.encode(record))));
  }
}
