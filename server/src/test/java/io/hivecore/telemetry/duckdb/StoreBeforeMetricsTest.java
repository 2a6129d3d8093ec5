package io.hivecore.telemetry.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.telemetry.RecordFilter;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.ReplayedJournal;
import io.hivecore.tenancy.TenantId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store of format 2 from before there were points of metrics goes on with what it has. */
final class StoreBeforeMetricsTest {
  private static final int TRANSACTIONS = 90;

  @TempDir private Path folder;

  @Test
  void isOpenedAndGoesOn() throws IOException, SQLException {
    DuckDbSettings settings =
        DuckDbSettings.inFolder(folder).withSegments(50, 1L << 30).withMerging(100_000, 1_000);
    try (var store = DuckDbTelemetryStore.open(settings)) {
      ReplayedJournal.apply(store, TRANSACTIONS);
      store.settle();
    }
    assertThat(dropTables()).isGreaterThan(1);
    try (var store = DuckDbTelemetryStore.open(settings)) {
      ReplayedJournal.assertHolds(store, 2L * TRANSACTIONS);
      ReplayedJournal.apply(store, TRANSACTIONS);
      store.settle();
      ReplayedJournal.assertHolds(store, 4L * TRANSACTIONS);
      assertThat(
              store
                  .queries()
                  .count(
                      TenantId.parse("0a000000-0000-4000-8000-000000000001"),
                      RecordKind.METRIC_POINT,
                      RecordFilter.ALL,
                      Duration.ofSeconds(10)))
          .isZero();
    }
  }

  /** As the segments were. */
  private int dropTables() throws IOException, SQLException {
    int dropped = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.duckdb")) {
      for (Path file : files) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
            Statement statement = connection.createStatement()) {
          statement.execute("DROP TABLE metric_point");
          statement.execute("CHECKPOINT");
          dropped++;
        }
      }
    }
    return dropped;
  }
}
