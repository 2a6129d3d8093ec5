package io.hivecore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hivecore.configuration.CommandLineSetting;
import io.hivecore.identity.FirstKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that cannot succeed says why, and leaves nothing that the next one would miss. */
class StartTest {
  @TempDir Path folder;

  @Test
  void aTakenPortIsSaidBeforeAFirstKeyIsMade() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> start(folder, other.getLocalPort()).close())
          .isInstanceOf(StartException.class)
          .hasMessage(
              "port "
                  + other.getLocalPort()
                  + " on 127.0.0.1 cannot be listened at: Address already in use. Stop what listens"
                  + " there, or choose another with --port.");
    }
    try (HiveCore server = start(folder, 0)) {
      assertThat(server.firstKey()).isInstanceOf(FirstKey.Generated.class);
    }
  }

  @Test
  void aDataFolderThatIsNoneIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> start(file.resolve("data"), 0).close())
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("The data folder " + file.resolve("data") + " cannot be used: ");
  }

  @Test
  void aDamagedStoreIsNamedWithWhatToDo() throws IOException {
    start(folder, 0).close();
    Files.writeString(folder.resolve("control.db"), "this is no database, whatever its name says");
    Files.deleteIfExists(folder.resolve("control.db-wal"));
    assertThatThrownBy(() -> start(folder, 0).close())
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("HiveCore cannot start on " + folder + ": ")
        .hasMessageEndingWith(" Look at it with ./hivecore doctor.");
  }

  @Test
  void aDamagedTelemetryStoreIsNamedWithItsCause() throws IOException {
    start(folder, 0).close();
    Path segment = folder.resolve("telemetry").resolve("segment-000001.duckdb");
    Files.writeString(segment, "this is no database, whatever its name says");
    assertThatThrownBy(() -> start(folder, 0).close())
        .isInstanceOf(StartException.class)
        .hasMessageContaining("the telemetry store failed: ")
        .hasMessageContaining(segment.getFileName().toString())
        .hasMessageEndingWith(". Look at it with ./hivecore doctor.");
  }

  @Test
  void aJournalThatIsGoneDoesNotKeepTheServerDown() throws Exception {
    String key;
    String first;
    try (RunningServer server = RunningServer.start(folder)) {
      key = server.generatedKey();
      first = sent(server, key, 1);
      awaitRecords(server, key, 1);
    }
    remove(folder.resolve("journal"));
    assertThat(checked())
        .hasValue(
            "the journal "
                + folder.resolve("journal")
                + " is empty, though the store "
                + folder.resolve("telemetry")
                + " has applied it up to entry 1: what was acknowledged and not yet applied is lost,"
                + " unless the journal is put back before the server takes records. A start goes on"
                + " with an empty one.");
    try (RunningServer server = RunningServer.start(folder)) {
      // What the store has is still known, and what comes is not passed over.
      assertThat(sent(server, key, 1)).isEqualTo(first);
      sent(server, key, 2);
      awaitRecords(server, key, 2);
    }
    assertThat(checked()).isEmpty();
  }

  @Test
  void aJournalThatEndsBeforeTheStoreIsNamedWithWhatToDo() throws Exception {
    Path journal = folder.resolve("journal");
    Path older = folder.resolve("older");
    String key;
    try (RunningServer server = RunningServer.start(folder)) {
      key = server.generatedKey();
      sent(server, key, 1);
      awaitRecords(server, key, 1);
    }
    copy(journal, older);
    try (RunningServer server = RunningServer.start(folder)) {
      sent(server, key, 2);
      awaitRecords(server, key, 2);
    }
    remove(journal);
    Files.move(older, journal);
    String wrong =
        "the store "
            + folder.resolve("telemetry")
            + " has applied its journal up to entry 2, but the journal "
            + journal
            + " ends at entry 1. If it is another store's or an older one, put the right one back."
            + " If its end was lost, move it away and start again: the store keeps what it has.";
    assertThat(checked()).hasValue(wrong);
    assertThatThrownBy(() -> start(folder, 0).close())
        .isInstanceOf(StartException.class)
        .hasMessage("HiveCore cannot start: " + wrong);

    // The way out that it names.
    Files.move(journal, older);
    try (RunningServer server = RunningServer.start(folder)) {
      sent(server, key, 3);
      awaitRecords(server, key, 3);
    }
    // Put back now, it would hide what came since.
    remove(journal);
    Files.move(older, journal);
    assertThatThrownBy(() -> start(folder, 0).close()).isInstanceOf(StartException.class);
  }

  private static String sent(RunningServer server, String key, int number) {
    HttpResponse<String> answer =
        server.post(
            key,
            RunningServer.ROOT + "ingest/usage/",
            """
            {"id":"11111111-2222-4333-8444-00000000000%d","timestamp":"2026-11-20T10:00:00Z",
             "agentscope_agent_id":"planner","agent_name":"Planner","model_name":"gpt-4o"}"""
                .formatted(number));
    assertThat(answer.statusCode()).isEqualTo(201);
    return answer.body();
  }

  private static void awaitRecords(RunningServer server, String key, int count) {
    RunningServer.await(
        () ->
            server
                .get(key, RunningServer.ROOT + "usage/")
                .body()
                .startsWith("{\"count\":" + count + ","));
  }

  /** What the doctor finds. */
  private Optional<String> checked() {
    try (DataFolder data = DataFolder.open(folder)) {
      return StoreCheck.run(data, settings(folder, 0));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectory(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private static void remove(Path flat) throws IOException {
    try (Stream<Path> files = Files.list(flat)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(flat);
  }

  private static HiveCore start(Path data, int port) {
    return HiveCore.start(settings(data, port), InstantSource.system());
  }

  private static Settings settings(Path data, int port) {
    return Settings.LOADER.load(
        Optional.empty(),
        Map.of(),
        List.of(
            new CommandLineSetting("--data", "data-dir", data.toString()),
            new CommandLineSetting("--port", "server.port", Integer.toString(port)),
            new CommandLineSetting("--otlp-http-port", "otlp.http-port", "0"),
            new CommandLineSetting("--otlp-grpc-port", "otlp.grpc-port", "0")));
  }
}
