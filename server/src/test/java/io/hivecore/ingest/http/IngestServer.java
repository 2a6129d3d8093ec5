package io.hivecore.ingest.http;

import io.hivecore.http.Routes;
import io.hivecore.http.TestServer;
import io.hivecore.ingest.Ingest;
import io.hivecore.ingest.IngestSettings;
import io.hivecore.ingest.TestJournal;
import io.hivecore.telemetry.Cost;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/** The ingest endpoints as users get them, over a journal in a folder of its own. */
record IngestServer(TestJournal journal, TestServer server) implements AutoCloseable {
  static IngestServer start(Path folder) {
    TestJournal journal = TestJournal.open(folder.resolve("journal"));
    Routes routes = new Routes();
    IngestRoutes.register(
        routes,
        new Ingest(
            journal,
            (tenant, provider, model, tokens, at, reported) -> new Cost(reported, null, ""),
            InstantSource.fixed(Instant.parse("2026-03-01T10:00:00Z")),
            IngestSettings.defaults()));
    return new IngestServer(journal, TestServer.start(routes));
  }

  @Override
  public void close() {
    server.close();
    journal.close();
  }
}
