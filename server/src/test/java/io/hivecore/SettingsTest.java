package io.hivecore;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.configuration.CommandLineSetting;
import io.hivecore.configuration.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  private static final Settings DEFAULTS =
      new Settings(
          Path.of("data"),
          Optional.empty(),
          new Settings.Server("127.0.0.1", 8000),
          new Settings.Telemetry(90));

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
            new Settings(
                Path.of("/srv/hive"),
                Optional.of(new Secret("hc_anything")),
                new Settings.Server("0.0.0.0", 9000),
                new Settings.Telemetry(7)));
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
            Objects.requireNonNull(SettingsTest.class.getResource("/fixtures/settings-v1.yaml"))
                .toURI());
    assertThat(Settings.load(Optional.of(file), folder, Map.of(), List.of()))
        .isEqualTo(
            new Settings(
                Path.of("/srv/hivecore"),
                Optional.empty(),
                new Settings.Server("0.0.0.0", 8080),
                new Settings.Telemetry(30)));
  }

  @Test
  void optionsGoBeforeAll() {
    assertThat(
            Settings.load(
                Optional.empty(),
                folder,
                Map.of("HIVECORE_PORT", "9000"),
                List.of(new CommandLineSetting("--port", "server.port", "9001"))))
        .isEqualTo(
            new Settings(
                DEFAULTS.dataDir(),
                DEFAULTS.bootstrapApiKey(),
                new Settings.Server("127.0.0.1", 9001),
                DEFAULTS.telemetry()));
  }

  private Settings load(Map<String, String> environment) {
    return Settings.load(Optional.empty(), folder, environment, List.of());
  }
}
