package io.hivecore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hivecore.configuration.CommandLineSetting;
import io.hivecore.identity.FirstKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private static HiveCore start(Path data, int port) {
    Settings settings =
        Settings.LOADER.load(
            Optional.empty(),
            Map.of(),
            List.of(
                new CommandLineSetting("--data", "data-dir", data.toString()),
                new CommandLineSetting("--port", "server.port", Integer.toString(port))));
    return HiveCore.start(settings, InstantSource.system());
  }
}
