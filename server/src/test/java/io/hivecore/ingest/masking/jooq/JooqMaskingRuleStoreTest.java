package io.hivecore.ingest.masking.jooq;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.control.sqlite.SqliteControlStore;
import io.hivecore.ingest.masking.MaskingRuleStore;
import io.hivecore.ingest.masking.MaskingRuleStoreContract;
import io.hivecore.tenancy.TenantId;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JooqMaskingRuleStoreTest extends MaskingRuleStoreContract {
  @TempDir Path folder;
  private SqliteControlStore control;

  @BeforeEach
  void open() {
    control = SqliteControlStore.open(folder.resolve("control.db"));
    addTenant(ONE);
    addTenant(OTHER);
  }

  @AfterEach
  void close() {
    control.close();
  }

  @Override
  protected MaskingRuleStore store() {
    return new JooqMaskingRuleStore(control);
  }

  @Test
  void aTenantsRulesGoWithIt() {
    control.write(
        sql ->
            sql.execute(
                "insert into masking_rules values"
                    + " ('1', ?, '', 'r', 'email', '', '[]', '#', 1, 0, 0)",
                ONE.toString()));

    control.write(sql -> sql.execute("delete from tenants where id = ?", ONE.toString()));

    assertThat(control.<Integer>read(sql -> sql.fetchCount(Columns.RULES))).isZero();
  }

  private void addTenant(TenantId tenant) {
    control.write(
        sql ->
            sql.execute(
                "insert into tenants (id, slug, name, status, created_at_micros) values (?, ?, 'A tenant', 'active', 0)",
                tenant.toString(),
                "tenant-" + tenant));
  }
}
