package io.hivecore.control;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hivecore.control.ControlStoreException.Reason;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

class MigrationsTest {
  private static final Migrations ONE = migrations("V1__first.sql");
  private static final Migrations TWO = migrations("V1__first.sql", "V2__second.sql");
  private static final Migrations BROKEN =
      migrations("V1__first.sql", "V2__second.sql", "V3__broken.sql");

  private final SQLiteDataSource source = new SQLiteDataSource();

  MigrationsTest(@TempDir Path folder) {
    source.setUrl("jdbc:sqlite:" + folder.resolve("some.db"));
  }

  @Test
  void aNewDatabaseGetsAllVersions() throws SQLException {
    TWO.bringUp(source);
    assertThat(values("select version from flyway_schema_history order by installed_rank"))
        .containsExactly("1", "2");
    assertThat(values("select n from first")).containsExactly("2");
  }

  @Test
  void anOlderOneGetsWhatItLacksAndKeepsWhatItHas() throws SQLException {
    ONE.bringUp(source);
    execute("insert into first values (1)");
    TWO.bringUp(source);
    TWO.bringUp(source);
    assertThat(values("select n from first order by n")).containsExactly("1", "2");
  }

  @Test
  void aNewerOneIsRefused() throws SQLException {
    TWO.bringUp(source);
    ControlStoreException refusal = failure(ONE);
    assertThat(refusal.reason()).isEqualTo(Reason.NEWER);
    assertThat(refusal).hasMessageContaining("schema version 2").hasMessageContaining("up to 1");
  }

  @Test
  void aVersionThatFailsLeavesTheOneBefore() throws SQLException {
    TWO.bringUp(source);
    ControlStoreException failure = failure(BROKEN);
    assertThat(failure.reason()).isEqualTo(Reason.FAILED);
    assertThat(failure).hasMessageContaining("V3__broken.sql");
    assertThat(values("select n from first")).containsExactly("2");
    TWO.bringUp(source);
  }

  private ControlStoreException failure(Migrations migrations) {
    return requireNonNull(
        catchThrowableOfType(ControlStoreException.class, () -> migrations.bringUp(source)));
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<String> values(String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  private static Migrations migrations(String... files) {
    return new Migrations("db/migrations-test", List.of(files));
  }
}
