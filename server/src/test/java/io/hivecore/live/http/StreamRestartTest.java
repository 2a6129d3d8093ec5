package io.hivecore.live.http;

import static io.hivecore.live.Fleet.APIARY;
import static io.hivecore.live.Fleet.BURROW;
import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.http.HttpServer;
import io.hivecore.http.HttpSettings;
import io.hivecore.http.Routes;
import io.hivecore.journal.Entry;
import io.hivecore.journal.FileJournal;
import io.hivecore.journal.JournalFiles;
import io.hivecore.journal.JournalSettings;
import io.hivecore.journal.KnownRecords;
import io.hivecore.journal.RecordCodec;
import io.hivecore.live.Fleet;
import io.hivecore.live.Keys;
import io.hivecore.live.LiveHub;
import io.hivecore.live.LiveSettings;
import io.hivecore.live.http.StreamClient.Event;
import io.hivecore.telemetry.LogLevel;
import io.hivecore.telemetry.LogRecord;
import io.hivecore.tenancy.Caller;
import io.hivecore.tenancy.Scope;
import io.hivecore.tenancy.TenantId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Resuming when everything is stopped and started again, over the journal on disk. */
@Timeout(60)
class StreamRestartTest {
  private static final Caller CALLER = new Caller(APIARY, UUID.randomUUID(), Set.of(Scope.QUERY));

  @TempDir Path folder;

  /** All that a stream needs, over the same folder each time. */
  private static final class Running implements AutoCloseable {
    final FileJournal journal;
    final LiveHub hub;
    final HttpServer server;

    Running(Path folder, long replayBytes) {
      JournalSettings settings =
          new JournalSettings(
              folder.resolve("journal"),
              20_000,
              1L << 30,
              0L,
              Duration.ofHours(1),
              replayBytes,
              1 << 24);
      journal =
          FileJournal.open(
              settings, JournalFiles.onDisk(), KnownRecords.NONE, InstantSource.system());
      hub =
          LiveHub.start(
              journal,
              Keys.of(1),
              LiveSettings.DEFAULT,
              InstantSource.system(),
              new ServerSentEvents());
      Routes routes = new Routes();
      StreamRoutes.register(routes, hub, caller -> true);
      server =
          HttpServer.start(new HttpSettings("127.0.0.1", 0), routes, key -> Optional.of(CALLER));
    }

    StreamClient open(String... headers) {
      List<String> all = new ArrayList<>(List.of("X-API-Key", "hc_any"));
      all.addAll(List.of(headers));
      return StreamClient.open(server.port(), "", all.toArray(String[]::new));
    }

    void append(TenantId tenant, int from, int to) {
      journal.append(
          IntStream.range(from, to)
              .mapToObj(
                  i -> {
                    LogRecord log =
                        Fleet.log(
                            "log " + i,
                            Fleet.context("p1", "r1", "Builder"),
                            LogLevel.INFO,
                            "log " + i);
                    return new Entry(
                        tenant, log.kind(), log.id(), true, null, RecordCodec.encode(log));
                  })
              .toList());
    }

    @Override
    public void close() {
      hub.close();
      server.close();
      journal.close();
    }
  }

  private static List<String> records(List<Event> events) {
    return events.stream()
        .map(event -> event.data().replaceFirst(".*\"message\":\"([^\"]*)\".*", "$1"))
        .toList();
  }

  private static List<String> expected(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "log " + i).toList();
  }

  @Test
  void missesNothingAndGetsNothingTwice() {
    String lastId;
    try (Running before = new Running(folder, 1 << 30);
        StreamClient client = before.open()) {
      client.next(2);
      before.append(APIARY, 0, 10);
      List<Event> seen = client.next(10);
      assertThat(records(seen)).isEqualTo(expected(0, 10));
      lastId = seen.get(6).id();
      before.append(BURROW, 0, 50);
      for (int i = 10; i < 1_000; i += 30) {
        before.append(APIARY, i, i + 30);
        before.append(BURROW, 1_000 + i, 1_020 + i);
      }
    }
    try (Running after = new Running(folder, 1 << 30)) {
      after.append(APIARY, 1_000, 1_003);
      try (StreamClient client = after.open("Last-Event-ID", lastId)) {
        client.next(2);
        List<Event> events = client.next(996);
        after.append(APIARY, 1_003, 1_010);
        List<String> all = new ArrayList<>(records(events));
        all.addAll(records(client.next(7)));
        assertThat(all).isEqualTo(expected(7, 1_010));
      }
    }
  }

  @Test
  void aPositionThatLeftTheWindowIsToldSo() {
    try (Running running = new Running(folder, 0);
        StreamClient client = running.open()) {
      client.next(2);
      running.append(APIARY, 0, 1);
      String lastId = client.next(1).getFirst().id();
      running.append(APIARY, 1, 200);
      client.next(199);
      running.append(APIARY, 200, 210);
      running.journal.applied(running.journal.durableSequence());
      long oldest = running.journal.oldestSequence();
      assertThat(oldest).isGreaterThan(2);
      try (StreamClient late = running.open("Last-Event-ID", lastId)) {
        late.next(2);
        assertThat(late.next(1).getFirst())
            .returns("gap", Event::name)
            .satisfies(gap -> assertThat(gap.data()).contains("\"reason\":\"expired\""));
        int first = (int) oldest - 1;
        assertThat(records(late.next(210 - first))).isEqualTo(expected(first, 210));
      }
    }
  }
}
