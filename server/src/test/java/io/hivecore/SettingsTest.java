package io.hivecore;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hivecore.configuration.ByteSize;
import io.hivecore.configuration.CommandLineSetting;
import io.hivecore.configuration.InvalidSettingsException;
import io.hivecore.configuration.Secret;
import io.hivecore.http.Bounds;
import io.hivecore.http.Deadlines;
import io.hivecore.http.HttpSettings;
import io.hivecore.identity.login.LoginLimits;
import io.hivecore.ingest.IngestSettings;
import io.hivecore.journal.JournalSettings;
import io.hivecore.live.LiveSettings;
import io.hivecore.telemetry.duckdb.DuckDbSettings;
import io.hivecore.telemetry.http.QuerySettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  private static final Settings DEFAULTS =
      new Settings(
          Path.of("data"),
          Optional.empty(),
          Optional.empty(),
          new ServerSection(
              "127.0.0.1",
              8000,
              ByteSize.ofMebibytes(64),
              Optional.empty(),
              8_192,
              1_024,
              Duration.ofSeconds(60),
              Duration.ofSeconds(75),
              Duration.ofSeconds(2)),
          new LoginSection(Optional.empty(), Optional.empty(), 30, 10),
          new IngestSection(ByteSize.ofMebibytes(64), 100_000, new ByteSize(64 * 1024)),
          new OtlpSection(Optional.empty(), Optional.empty(), ByteSize.ofMebibytes(64)),
          new JournalSection(
              ByteSize.ofMebibytes(4_096),
              Optional.empty(),
              Duration.ofHours(1),
              ByteSize.ofMebibytes(1_024)),
          new TelemetrySection(
              90, ByteSize.ofMebibytes(112), Optional.empty(), ByteSize.ofMebibytes(4_096)),
          new QueriesSection(
              Duration.ofSeconds(10),
              Duration.ofMinutes(15),
              8,
              2,
              4,
              1_000,
              10_000,
              Duration.ofHours(6)),
          new StreamSection(1_200, 4_000, Duration.ofSeconds(15), ByteSize.ofMebibytes(64)));

  @TempDir Path folder;

  @Test
  void nothingNeedsToBeSet() {
    assertThat(load(Map.of())).isEqualTo(DEFAULTS);
  }

  @Test
  void theNamesThatPeopleKnowWork() {
    assertThat(
            load(
                Map.of(
                    "HIVECORE_DATA_DIR", "/srv/hive",
                    "HIVECORE_BOOTSTRAP_API_KEY", "hc_anything",
                    "HIVECORE_HOST", "0.0.0.0",
                    "HIVECORE_PORT", "9000",
                    "HIVECORE_HEAP", "2g",
                    "HIVECORE_TELEMETRY_RETENTION_DAYS", "7")))
        .isEqualTo(
            with(Path.of("/srv/hive"), Optional.of(new Secret("hc_anything")), "0.0.0.0", 9000, 7));
    assertThat(load(Map.of("HIVECORE_SERVER_PORT", "0")).server().port()).isZero();
  }

  @Test
  void aFileInTheWorkingDirectoryIsTakenUnlessAnotherIsNamed() throws Exception {
    Files.writeString(folder.resolve("hivecore.yaml"), "server.port: 1");
    Path byVariable = Files.writeString(folder.resolve("variable.yaml"), "server.port: 2");
    Path byOption = Files.writeString(folder.resolve("option.yaml"), "server.port: 3");
    Map<String, String> environment = Map.of("HIVECORE_CONFIG", byVariable.toString());
    assertThat(load(Map.of()).server().port()).isEqualTo(1);
    assertThat(load(environment).server().port()).isEqualTo(2);
    assertThat(Settings.load(Optional.of(byOption), folder, environment, List.of()).server().port())
        .isEqualTo(3);
  }

  @Test
  void aFileOfFormatVersion1IsReadAsItAlwaysWas() throws Exception {
    Path file =
        Path.of(
            requireNonNull(SettingsTest.class.getResource("/fixtures/settings-v1.yaml")).toURI());
    assertThat(Settings.load(Optional.of(file), folder, Map.of(), List.of()))
        .isEqualTo(with(Path.of("/srv/hivecore"), Optional.empty(), "0.0.0.0", 8080, 30));
  }

  @Test
  void optionsGoBeforeAll() {
    assertThat(
            Settings.load(
                Optional.empty(),
                folder,
                Map.of("HIVECORE_PORT", "9000"),
                List.of(new CommandLineSetting("--port", "server.port", "9001"))))
        .isEqualTo(with(DEFAULTS.dataDir(), DEFAULTS.bootstrapApiKey(), "127.0.0.1", 9001, 90));
  }

  @Test
  void theDefaultsOnThePageAreThoseOfTheRooms() {
    assertThat(DEFAULTS.httpSettings()).isEqualTo(HttpSettings.DEFAULT);
    assertThat(DEFAULTS.login().limits()).isEqualTo(LoginLimits.Bounds.DEFAULT);
    assertThat(DEFAULTS.ingestSettings()).isEqualTo(IngestSettings.defaults());
    assertThat(DEFAULTS.journalSettings(folder)).isEqualTo(JournalSettings.defaults(folder));
    assertThat(DEFAULTS.storeSettings(folder)).isEqualTo(DuckDbSettings.inFolder(folder));
    assertThat(DEFAULTS.queries().queries()).isEqualTo(QuerySettings.DEFAULT);
    assertThat(DEFAULTS.stream().live()).isEqualTo(LiveSettings.DEFAULT);
  }

  @Test
  void everySettingReachesItsRoom() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("all.yaml"),
            """
            server:
              host: "::1"
              port: 1
              max-body-size: 8MiB
              body-memory: 2GiB
              max-connections: 301
              max-requests-per-tenant: 302
              client-timeout: 31s
              idle-timeout: 32s
              stop-timeout: 33s
            login:
              secret-key: "0123456789abcdefghijklmnopqrstuv"
              former-secret-key: "vutsrqponmlkjihgfedcba9876543210"
              failures-per-address: 306
              failures-per-account: 307
            ingest: {queue-size: 17MiB, max-batch-records: 303}
            otlp: {http-port: 2, grpc-port: 3, max-body-size: 7MiB}
            journal: {max-size: 80MiB, disk-reserve: 5MiB, replay-time: 34s, replay-size: 6MiB}
            telemetry: {memory-limit: 113MiB, threads: 7, max-temporary-size: 1025MiB}
            queries:
              timeout: 35s
              export-timeout: 36s
              max-per-tenant: 12
              max-exports-per-tenant: 11
              threads: 13
              max-page-size: 304
              max-trend-rows: 305
              stale-after: 37s
            stream: {max-per-tenant: 14, max-in-all: 15, heartbeat: 38s, queue-memory: 9MiB}
            """);
    Settings settings = Settings.load(Optional.of(file), folder, Map.of(), List.of());
    assertThat(settings.httpSettings())
        .isEqualTo(
            new HttpSettings(
                "::1",
                1,
                new Deadlines(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(31),
                    Duration.ofSeconds(31),
                    8_000,
                    Duration.ofSeconds(32),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(33)),
                new Bounds(8 << 20, 2L << 30, 301, 302, 2_048)));
    assertThat(settings.login())
        .isEqualTo(
            new LoginSection(
                Optional.of(new Secret("0123456789abcdefghijklmnopqrstuv")),
                Optional.of(new Secret("vutsrqponmlkjihgfedcba9876543210")),
                306,
                307));
    assertThat(settings.login().limits()).isEqualTo(new LoginLimits.Bounds(306, 307));
    assertThat(settings.otlp())
        .isEqualTo(new OtlpSection(Optional.of(2), Optional.of(3), ByteSize.ofMebibytes(7)));
    assertThat(settings.ingestSettings())
        .isEqualTo(
            new IngestSettings(
                8 << 20,
                8 << 20,
                16 << 20,
                303,
                1 << 20,
                17 << 20,
                Duration.ofSeconds(1),
                Duration.ofSeconds(5)));
    assertThat(settings.journalSettings(folder))
        .isEqualTo(
            new JournalSettings(
                folder, 10 << 20, 80 << 20, 5L << 20, Duration.ofSeconds(34), 6 << 20, 17 << 20));
    DuckDbSettings store = DuckDbSettings.inFolder(folder);
    assertThat(settings.storeSettings(folder))
        .isEqualTo(
            new DuckDbSettings(
                folder,
                113 << 20,
                store.mergeMemoryBytes(),
                7,
                1_025 << 20,
                store.segmentRows(),
                store.segmentLogBytes(),
                store.mergedRows(),
                store.mergeFanIn(),
                13,
                store.queryQueue(),
                store.executionCacheBytes(),
                5 << 20));
    assertThat(settings.queries().queries())
        .isEqualTo(
            new QuerySettings(
                Duration.ofSeconds(35),
                Duration.ofSeconds(36),
                12,
                11,
                304,
                305,
                1_000,
                Duration.ofSeconds(37)));
    assertThat(settings.stream().live())
        .isEqualTo(
            new LiveSettings(
                14,
                15,
                LiveSettings.DEFAULT.queueEvents(),
                LiveSettings.DEFAULT.queueBytes(),
                9 << 20,
                LiveSettings.DEFAULT.replaysAtOnce(),
                Duration.ofSeconds(38),
                LiveSettings.DEFAULT.writeTimeout(),
                LiveSettings.DEFAULT.reconnect()));
  }

  @Test
  void moreStreamsThanTheEdgeUsuallyBearsGetRoomThere() {
    assertThat(
            load(Map.of("HIVECORE_STREAM_MAX_PER_TENANT", "3000"))
                .httpSettings()
                .bounds()
                .streamsPerTenant())
        .isEqualTo(3_002);
  }

  @Test
  void whatContradictsEachOtherIsNamedAllAtOnce() {
    Map<String, String> environment =
        Map.of(
            "HIVECORE_JOURNAL_MAX_SIZE", "512MiB",
            "HIVECORE_SERVER_MAX_BODY_SIZE", "600MiB",
            "HIVECORE_SERVER_BODY_MEMORY", "599MiB",
            "HIVECORE_OTLP_MAX_BODY_SIZE", "601MiB",
            "HIVECORE_QUERIES_TIMEOUT", "20m",
            "HIVECORE_QUERIES_MAX_PER_TENANT", "1",
            "HIVECORE_STREAM_MAX_PER_TENANT", "4001",
            "HIVECORE_SERVER_MAX_CONNECTIONS", "3999");
    assertThat(
            requireNonNull(
                    catchThrowableOfType(InvalidSettingsException.class, () -> load(environment)))
                .problems())
        .containsExactly(
            "journal.replay-size (1GiB) must not be more than journal.max-size (512MiB): the"
                + " journal would drop what is to be kept for resuming",
            "server.max-body-size (600MiB) must not be more than journal.max-size (512MiB): the"
                + " largest body would never find room",
            "server.max-body-size (600MiB) must not be more than server.body-memory (599MiB): the"
                + " largest body would never have room beside another",
            "otlp.max-body-size (601MiB) must not be more than journal.max-size (512MiB): the"
                + " largest body would never find room",
            "otlp.max-body-size (601MiB) must not be more than server.body-memory (599MiB): the"
                + " largest body would never have room beside another",
            "queries.timeout (1200s) must not be more than queries.export-timeout (900s): an export"
                + " takes longer than a page",
            "queries.max-exports-per-tenant (2) must not be more than queries.max-per-tenant (1):"
                + " exports count as queries",
            "stream.max-per-tenant (4001) must not be more than stream.max-in-all (4000): one"
                + " tenant could not have so many",
            "stream.max-in-all (4000) must not be more than server.max-connections (3999): live"
                + " streams would leave no connection for anything else");
  }

  @Test
  void aSigningSecretThatOthersKnowIsRefused() {
    for (String known :
        List.of(
            "short",
            "a".repeat(40),
            "django-insecure-0123456789abcdefghij",
            "your-secret-key-change-in-production")) {
      assertThat(
              requireNonNull(
                      catchThrowableOfType(
                          InvalidSettingsException.class, () -> load(Map.of("SECRET_KEY", known))))
                  .problems()
                  .toString())
          .contains("login.secret-key")
          .doesNotContain(known);
    }
    String good = "0123456789abcdefghijklmnopqrstuv";
    assertThat(load(Map.of("SECRET_KEY", good)).login().secretKey()).contains(new Secret(good));
  }

  private static Settings with(
      Path dataDir, Optional<Secret> key, String host, int port, int retentionDays) {
    ServerSection server = DEFAULTS.server();
    TelemetrySection telemetry = DEFAULTS.telemetry();
    return new Settings(
        dataDir,
        key,
        DEFAULTS.databaseUrl(),
        new ServerSection(
            host,
            port,
            server.maxBodySize(),
            server.bodyMemory(),
            server.maxConnections(),
            server.maxRequestsPerTenant(),
            server.clientTimeout(),
            server.idleTimeout(),
            server.stopTimeout()),
        DEFAULTS.login(),
        DEFAULTS.ingest(),
        DEFAULTS.otlp(),
        DEFAULTS.journal(),
        new TelemetrySection(
            retentionDays,
            telemetry.memoryLimit(),
            telemetry.threads(),
            telemetry.maxTemporarySize()),
        DEFAULTS.queries(),
        DEFAULTS.stream());
  }

  private Settings load(Map<String, String> environment) {
    return Settings.load(Optional.empty(), folder, environment, List.of());
  }
}
