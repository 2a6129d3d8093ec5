package io.hivecore.metering.jooq;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.control.sqlite.SqliteControlStore;
import io.hivecore.metering.TenantPriceStore;
import io.hivecore.metering.TenantPriceStoreContract;
import io.hivecore.tenancy.TenantId;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JooqTenantPriceStoreTest extends TenantPriceStoreContract {
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
  protected TenantPriceStore store() {
    return new JooqTenantPriceStore(control);
  }

  @Test
  void aTenantsPricesGoWithIt() {
    control.write(
        sql ->
            sql.execute(
                "insert into tenant_prices values"
                    + " ('1', ?, '', 'm', '1', '1', null, null, null, null, 0, null, 0)",
                ONE.toString()));

    control.write(sql -> sql.execute("delete from tenants where id = ?", ONE.toString()));

    assertThat(control.<Integer>read(sql -> sql.fetchCount(Columns.PRICES))).isZero();
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
