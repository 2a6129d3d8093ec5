package io.hivecore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.control.ControlStore;
import io.hivecore.control.sqlite.SqliteControlStore;
import io.hivecore.identity.ApiKeys;
import io.hivecore.identity.jooq.JooqApiKeyStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command in another process takes effect here within the second that is promised. */
class KeyCommandBesideServerTest {
  @TempDir Path folder;

  @Test
  void aKeyMadeByAnotherProcessIsTakenAndARevokedOneRefusedWithinASecond() throws Exception {
    try (ControlStore control = SqliteControlStore.open(folder.resolve("control.db"));
        var keys = new ApiKeys(new JooqApiKeyStore(control), InstantSource.system())) {
      keys.start();
      String key = run("key", "create", "--tenant", "acme", "--data", folder.toString());
      assertThat(key).startsWith("hc_");
      withinASecond(() -> keys.authenticate(key).isPresent());
      run("key", "revoke", key.substring(0, 7), "--data", folder.toString());
      withinASecond(() -> keys.authenticate(key).isEmpty());
    }
  }

  private static String run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            CommandLineProcess.class.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return out.strip();
  }

  private static void withinASecond(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("within a second").isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }
}
