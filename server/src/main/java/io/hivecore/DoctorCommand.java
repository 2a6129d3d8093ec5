package io.hivecore;

import com.sun.management.OperatingSystemMXBean;
import io.hivecore.cli.DataOptions;
import io.hivecore.configuration.ByteSize;
import io.hivecore.configuration.InvalidSettingsException;
import io.hivecore.control.ControlPlace;
import io.hivecore.control.ControlStoreException;
import io.hivecore.control.DatabaseUrl;
import io.hivecore.control.postgresql.PostgresqlControlStore;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hivecore doctor}: looks at the machine and says what to mend. */
@Command(
    name = "doctor",
    description = "Checks JDK, settings, port, disk and stores, and says what to mend.")
final class DoctorCommand implements Callable<Integer> {
  private static final long LITTLE_ROOM = 2L << 30;

  @Mixin private DataOptions data = new DataOptions();

  @Option(names = "--port", paramLabel = "PORT", description = "Port to look at (default: 8000).")
  private @Nullable Integer port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Address to look at (default: 127.0.0.1).")
  private @Nullable String host;

  private final PrintStream out = System.out;
  private int faults;

  @Override
  public Integer call() {
    jdk();
    Settings settings = settings();
    if (settings != null) {
      boolean running = port(settings.server());
      if (!running) {
        otlp(settings);
      }
      disk(settings);
      if (settings.controlPlace() instanceof ControlPlace.Postgresql(var url)) {
        database(url);
      }
      stores(settings, running);
    }
    out.println(
        faults == 0
            ? "All is well."
            : faults == 1 ? "One thing to mend." : faults + " things to mend.");
    return faults == 0 ? 0 : 1;
  }

  private void jdk() {
    int feature = Runtime.version().feature();
    if (feature >= 25) {
      fine("JDK", Runtime.version().toString());
    } else {
      fault("JDK", "this is " + feature + "; HiveCore needs 25. Install it and set JAVA_HOME.");
    }
  }

  private @Nullable Settings settings() {
    try {
      Settings settings =
          Settings.load(
              data.config(), Path.of(""), System.getenv(), StartCommand.options(data, host, port));
      fine("settings", "are understood");
      return settings;
    } catch (InvalidSettingsException e) {
      fault("settings", e.getMessage());
      return null;
    }
  }

  /** Whether a HiveCore listens already. */
  private boolean port(ServerSection server) {
    String where = server.port() + " on " + server.host();
    Optional<String> obstacle = Listener.obstacle(server.host(), server.port());
    if (obstacle.isEmpty()) {
      fine("port", where + " is free");
      return false;
    }
    if (Listener.isHiveCore(server.port())) {
      fine("port", where + " is that of a running HiveCore");
      return true;
    }
    fault(
        "port",
        where
            + " cannot be listened at: "
            + obstacle.get()
            + ". Stop what listens there, or choose another with --port.");
    return false;
  }

  /** Where OpenTelemetry's exporters look. */
  private void otlp(Settings settings) {
    List<OtlpDoors.Obstacle> obstacles = OtlpDoors.obstacles(settings);
    if (obstacles.isEmpty()) {
      fine("port", "those for OpenTelemetry are free, or not wanted");
    }
    for (OtlpDoors.Obstacle obstacle : obstacles) {
      String taken = obstacle.port() + " cannot be listened at: " + obstacle.reason() + ". ";
      if (obstacle.given()) {
        fault(
            "port",
            taken + "Stop what listens there, or choose another with " + obstacle.setting() + ".");
      } else {
        note(
            "port",
            taken
                + "HiveCore starts without it; for telemetry of OpenTelemetry stop what listens there"
                + " or set "
                + obstacle.setting()
                + ".");
      }
    }
  }

  private void disk(Settings settings) {
    Path existing = settings.dataDir().toAbsolutePath();
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    try {
      long free = Files.getFileStore(existing).getUsableSpace();
      if (!Files.isDirectory(existing)) {
        fault("disk", existing + " is no folder; choose another with --data.");
        return;
      }
      String text = free / (1 << 20) + " MiB free at " + existing;
      Optional<ByteSize> reserve = settings.journal().diskReserve();
      if (!Files.isWritable(existing)) {
        fault("disk", existing + " cannot be written; choose another folder with --data.");
      } else if (reserve.filter(kept -> kept.bytes() >= free).isPresent()) {
        fault(
            "disk",
            text
                + ", of which journal.disk-reserve keeps "
                + reserve.get()
                + " free, so senders get 507: make room or lower it.");
      } else if (free < LITTLE_ROOM) {
        fault("disk", text + ": make room, or choose another folder with --data.");
      } else {
        fine("disk", text);
      }
      fit(settings, free);
    } catch (IOException e) {
      fault("disk", "cannot be looked at: " + e.getMessage());
    }
  }

  /** Whether what the settings allow has room. */
  private void fit(Settings settings, long free) {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine) {
      new MachineFit(Runtime.getRuntime().maxMemory(), machine.getTotalMemorySize(), free)
          .notes(settings)
          .forEach(sentence -> note("settings", sentence));
    }
  }

  private void database(DatabaseUrl url) {
    try {
      fine("database", PostgresqlControlStore.look(url));
    } catch (ControlStoreException e) {
      fault("database", StartException.reason(e) + " DATABASE_URL names it.");
    }
  }

  private void stores(Settings settings, boolean running) {
    Path folder = settings.dataDir();
    if (!Files.isDirectory(folder)) {
      fine(
          "stores",
          "none yet; the first start makes them in " + folder.toAbsolutePath().normalize());
      return;
    }
    try (DataFolder opened = DataFolder.open(folder)) {
      StoreCheck.run(opened, settings)
          .ifPresentOrElse(
              wrong -> fault("stores", wrong),
              () -> fine("stores", "open, of a format that this program knows"));
    } catch (StartException e) {
      if (running) {
        fine("stores", "in use by the running server");
      } else {
        fault("stores", e.getMessage());
      }
    } catch (RuntimeException e) {
      fault("stores", StartException.reason(e) + " Restore a backup, or ask with this message.");
    }
  }

  private void fine(String what, @Nullable String detail) {
    out.printf("  ok     %-9s %s%n", what, detail);
  }

  private void note(String what, String detail) {
    out.printf("  note   %-9s %s%n", what, detail);
  }

  private void fault(String what, @Nullable String mend) {
    faults++;
    out.printf("  MEND   %-9s %s%n", what, mend);
  }
}
