package io.hivecore.control.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.control.ControlStore;
import io.hivecore.control.DatabaseUrl;
import io.hivecore.control.sqlite.SqliteControlStore;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Both engines' migrations come to the same tables, columns and obligations, version by version.
 */
class SchemasAgreeTest {
  @Test
  void tablesAndColumnsAreTheSame(@TempDir Path folder) {
    try (ControlStore sqlite = SqliteControlStore.open(folder.resolve("control.db"));
        ControlStore postgresql =
            PostgresqlControlStore.open(DatabaseUrl.parse(PostgresServer.newDatabase()))) {
      List<String> columns =
          columns(
              sqlite,
              """
              select t.name || '.' || c.name || case when c."notnull" = 1 then ' not null' else '' end
              from sqlite_master t, pragma_table_info(t.name) c
              where t.type = 'table' and t.name not like 'flyway%'
              """);
      assertThat(columns).contains("api_keys.tenant_id", "tenants.slug not null");
      assertThat(
              columns(
                  postgresql,
                  """
                  select table_name || '.' || column_name
                         || case when is_nullable = 'NO' then ' not null' else '' end
                  from information_schema.columns
                  where table_schema = 'public' and table_name not like 'flyway%'
                    and table_name <> 'control_changes'
                  """))
          .isEqualTo(columns);
    }
    assertThat(PostgresqlControlStore.MIGRATIONS.files())
        .isEqualTo(SqliteControlStore.MIGRATIONS.files());
  }

  private static List<String> columns(ControlStore store, String query) {
    return store.readAcrossTenants(
        sql -> sql.fetchValues(query).stream().map(String::valueOf).sorted().toList());
  }
}
